// Listens to the server, and comes back by itself after every interruption.
import { byId, texts } from "./dom.js";
import { show } from "./log.js";
import { typing } from "./typing.js";

const FIRST = 1_000;
const MOST = 30_000; // milliseconds between attempts
const QUIET = 4_000; // a shorter interruption is not worth a word
let source = null;
let cursor = document.body.dataset.cursor;
let delay = FIRST;
let attempt = 0;
let complaint = 0;

function online() {
  clearTimeout(complaint);
  complaint = 0;
  byId("connection").hidden = true;
}

function offline() {
  complaint ||= setTimeout(() => {
    byId("connection").textContent = texts.offline;
    byId("connection").hidden = false;
  }, QUIET);
}

/** Connect, from the last message that was seen. */
export function connect() {
  clearTimeout(attempt);
  source?.close();
  source = new EventSource(`/events?after=${encodeURIComponent(cursor)}`);
  source.addEventListener("open", () => {
    delay = FIRST;
    online();
  });
  source.addEventListener("message", (event) => {
    cursor = event.lastEventId || cursor;
    show(JSON.parse(event.data));
  });
  source.addEventListener("typing", (event) => typing(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    offline();
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    attempt = setTimeout(connect, delay);
    delay = Math.min(delay * 2, MOST);
  });
}

window.addEventListener("online", connect);
window.addEventListener("pageshow", (event) => event.persisted && connect());
window.addEventListener("pagehide", () => source?.close());
