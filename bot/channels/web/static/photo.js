// Choosing a picture: checked here first, shown before it is sent.
import { byId, limits, notice, texts } from "./dom.js";

const KINDS = ["image/jpeg", "image/png", "image/gif", "image/webp"];
const input = byId("photo");
const preview = byId("preview");
let chosen = null;

/** The chosen picture as `{file, address}`, which is then no longer chosen; null where there is none. */
export function take() {
  const taken = chosen;
  chosen = null;
  input.value = "";
  preview.hidden = true;
  byId("preview-words").textContent = "";
  return taken;
}

function choose(file) {
  notice();
  drop();
  if (!file) return;
  if (!KINDS.includes(file.type)) return notice(texts.photo_kind);
  if (file.size > limits.photo) return notice(texts.photo_large);
  chosen = { file, address: URL.createObjectURL(file) };
  byId("preview-image").src = chosen.address;
  byId("preview-words").textContent = texts.photo_chosen;
  preview.hidden = false;
  byId("text").focus();
}

function drop() {
  const dropped = take();
  if (dropped) URL.revokeObjectURL(dropped.address);
}

byId("preview-remove").setAttribute("aria-label", texts.photo_remove);
byId("preview-remove").addEventListener("click", () => {
  drop();
  input.focus();
});
input.addEventListener("change", () => {
  const file = input.files[0];
  choose(file);
});
byId("text").addEventListener("paste", (event) => {
  const file = [...event.clipboardData.files].find((one) => KINDS.includes(one.type));
  if (!file) return;
  event.preventDefault();
  choose(file);
});
