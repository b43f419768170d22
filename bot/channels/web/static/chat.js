// Makes the page live. Without this script the same forms work by themselves.
import { byId, limits, notice, texts } from "./dom.js";
import { connect } from "./live.js";
import { prepend, reveal } from "./log.js";
import { sendButton, sendPhoto, sendStart, sendText } from "./outbox.js";
import { take } from "./photo.js";
import { typing } from "./typing.js";
import "./place.js";

const field = byId("text");

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function sendWritten() {
  const text = field.value.trim();
  if ([...text].length > limits.text) return notice(texts.too_long);
  const photo = take();
  if (!photo && !text) return field.focus();
  notice();
  field.value = "";
  grow();
  if (photo) sendPhoto(photo.file, text, photo.address);
  else sendText(text);
  field.focus();
}

// A pressed button goes away with its row: the focus moves on, but a phone's keyboard need not open for it.
function moveFocus() {
  const target = matchMedia("(pointer: coarse)").matches ? byId("scroll") : field;
  target.focus({ preventScroll: true });
}

// The address no longer names it, so that loading the page again does not ask again.
function openLink(button) {
  history.replaceState(null, "", "/");
  byId("start").remove();
  sendStart(button.value, button.textContent);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action") !== "/messages") return;
  event.preventDefault();
  const pressed = event.submitter;
  if (form.id === "composer") return sendWritten();
  notice();
  if (pressed.name === "button") sendButton(pressed.value, pressed.textContent);
  else if (pressed.name === "start") openLink(pressed);
  else sendText(pressed.value);
  moveFocus();
});

field.addEventListener("input", grow);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendWritten();
});

byId("older")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const link = event.currentTarget;
  const before = new URL(link.href).searchParams.get("before");
  const answer = await fetch(`/history?before=${before}`).catch(() => null);
  if (!answer?.ok) return notice(texts.offline);
  const { messages, earlier } = await answer.json();
  prepend(messages);
  if (earlier) link.href = `/?before=${earlier}`;
  else link.parentElement.remove();
});

if ("past" in document.body.dataset) location.replace("/");
for (const hidden of document.querySelectorAll("[data-script]:not(#typing)")) hidden.hidden = false;
grow();
reveal(byId("last"));
typing("waiting" in document.body.dataset);
connect();
const linked = document.querySelector("#start button");
if (linked) openLink(linked);
