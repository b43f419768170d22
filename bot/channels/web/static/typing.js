// The sign that an answer is being made; after a while it says that nothing is lost.
import { byId, texts } from "./dom.js";
import { toEnd } from "./log.js";

const SLOW = 20_000; // milliseconds
const sign = byId("typing");
const words = sign.querySelector(".words");
let timer = 0;

function sayThatNothingIsLost() {
  const unsent = document.querySelector(".sending");
  if (!unsent) words.textContent = texts.slow;
  else timer = setTimeout(sayThatNothingIsLost, SLOW); // it has not arrived yet: nothing may be promised
  toEnd();
}

/** Show or hide the sign. */
export function typing(on) {
  if (on === !sign.hidden) return;
  clearTimeout(timer);
  sign.hidden = !on;
  words.textContent = on ? texts.typing : "";
  if (!on) return;
  toEnd();
  timer = setTimeout(sayThatNothingIsLost, SLOW);
}
