// The sign that an answer is being made; after a while it says that nothing is lost.
import { byId, texts } from "./dom.js";
import { toEnd } from "./log.js";

const SLOW = 20_000; // milliseconds
const sign = byId("typing");
const words = sign.querySelector(".words");
let timer = 0;

/** Show or hide the sign. */
export function typing(on) {
  if (on === !sign.hidden) return;
  clearTimeout(timer);
  sign.hidden = !on;
  words.textContent = on ? texts.typing : "";
  if (!on) return;
  toEnd();
  timer = setTimeout(() => {
    words.textContent = texts.slow;
    toEnd();
  }, SLOW);
}
