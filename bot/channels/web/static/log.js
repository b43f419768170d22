// The conversation on the page. Builds the same elements as templates/message.html.
import { byId, element, texts } from "./dom.js";

const log = byId("log");
const scroll = byId("scroll");
let lastDay = [...log.querySelectorAll(".day")].at(-1)?.textContent ?? "";

/** Scroll to the newest message. */
export function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
}

/** Show a reply: its end, or its beginning where the whole does not fit, for that is where one reads from. */
export function reveal(item) {
  const above = item.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 12;
  const rest = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
  scroll.scrollTop += Math.min(above, rest);
}

const nearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 160;

const link = (address, words, direction) =>
  element("a", { href: address, rel: "noopener noreferrer", dir: direction }, words);

function picture(address) {
  if (!/^(\/media\/|blob:)/.test(address)) return element("p", {}, link(address, texts.photo_link));
  const image = element("img", { src: address, alt: texts.photo_alt });
  image.addEventListener("load", () => nearEnd() && toEnd(), { once: true });
  return element("a", { class: "picture", href: address }, image);
}

const place = ({ label, link: address }) => element("p", { class: "place pin" }, address ? link(address, label) : label);

function line({ mark, under, heading, pieces }) {
  const words = pieces.map((piece) => (piece.link ? link(piece.link, piece.text, "ltr") : piece.text));
  if (mark) words.unshift(element("span", { class: "mark" }, mark));
  const kind = mark ? "line item" : under ? "line under" : "line";
  return element("span", { class: heading ? `${kind} heading` : kind }, ...(words.length ? words : [element("br")]));
}

function bubble(view) {
  return element(
    "div",
    { class: "bubble" },
    element("span", { class: "unseen" }, `${view.from === "citizen" ? texts.you : texts.shahryar}:`),
    view.image ? picture(view.image) : null,
    view.text ? element("p", { class: "text", dir: "auto" }, ...view.lines.map(line)) : null,
    view.place ? place(view.place) : null,
  );
}

function buttons(view) {
  const rows = view.buttons.map((row) =>
    element("div", { class: "row" }, ...row.map((one) => element("button", { class: "chip", name: "button", value: one.id }, one.title))),
  );
  if (view.request === "location") {
    const share = element("button", { type: "button", class: "chip strong pin", "data-share-location": true }, texts.share_location);
    rows.unshift(element("div", { class: "row" }, share));
  }
  return rows.length ? element("form", { class: "buttons", method: "post", action: "/messages" }, ...rows) : null;
}

/** An element for a message; with `active` its buttons can be pressed. */
export function build(view, active) {
  return element(
    "li",
    { class: `message ${view.from}`, "data-id": view.id, "data-key": view.key },
    bubble(view),
    element("p", { class: "meta" }, view.time ? element("time", { datetime: view.at }, view.time) : ""),
    active && view.request === "contact" ? element("p", { class: "hint" }, texts.type_mobile) : null,
    active ? buttons(view) : null,
  );
}

function append(view) {
  const follow = view.from === "citizen" || nearEnd();
  if (view.from === "citizen") spend();
  const item = build(view, view.from === "shahryar");
  log.append(item);
  startDay(view, item);
  if (follow) reveal(item);
  return item;
}

const dayOf = (view) => element("li", { class: "day" }, element("span", {}, view.day));

/** Write the day above the first message of a day. */
function startDay(view, item) {
  if (!view.day || view.day === lastDay) return;
  lastDay = view.day;
  item.before(dayOf(view));
}

/** Take away buttons that were answered. */
function spend() {
  for (const form of log.querySelectorAll(".buttons, .hint")) form.remove();
}

const find = (name, value) => (value ? log.querySelector(`[data-${name}="${CSS.escape(value)}"]`) : null);

const number = (id) => Number(id.slice(1));

/** Whether it belongs to the earlier messages that are not shown yet: the server repeats all of the last minutes. */
function isEarlier(view) {
  if (byId("older") === null) return false;
  const first = log.querySelector(`[data-id^="${view.id[0]}"]`);
  if (first) return number(view.id) < number(first.dataset.id);
  return Date.parse(view.at) < Date.parse(log.querySelector("time").dateTime);
}

/** Show a message from the server, once; one that was shown while it was sent is confirmed. */
export function show(view) {
  if (find("id", view.id) || isEarlier(view)) return;
  const mine = find("key", view.key);
  if (!mine) append(view);
  else confirm(mine, view);
}

function confirm(item, view) {
  const made = build(view, false);
  const preview = item.querySelector("img");
  const shown = made.querySelector("img");
  if (preview && shown) shown.replaceWith(preview); // it is there already: no second download, no flicker
  item.className = made.className;
  item.dataset.id = view.id;
  item.replaceChildren(...made.children);
  startDay(view, item);
}

/** Show at once what is being sent. */
export function showSending(view) {
  const lines = (view.text ?? "").split("\n").map((words) => ({ pieces: words ? [{ text: words }] : [] }));
  const item = append({ id: "", time: "", lines, buttons: [], from: "citizen", ...view });
  markSending(item);
  return item;
}

/** Say that it is under way. */
export function markSending(item) {
  item.className = "message citizen sending";
  item.querySelector(".meta").textContent = texts.sending;
}

/** Say that it was not sent, why, and offer to send it again. */
export function markFailed(item, reason, retry) {
  if (item.dataset.id) return; // the server has it: only its answer was lost
  item.className = "message citizen failed";
  const again = element("button", { type: "button", class: "link" }, texts.retry);
  again.addEventListener("click", retry);
  item.querySelector(".meta").replaceChildren(reason || texts.failed, again);
  toEnd();
}

/** Put earlier messages before those shown. */
export function prepend(views) {
  const height = scroll.scrollHeight;
  const items = [];
  let day = "";
  for (const view of views.filter((one) => !find("id", one.id))) {
    if (view.day !== day) items.push(dayOf(view));
    day = view.day;
    items.push(build(view, false));
  }
  if (log.querySelector(".day")?.textContent === day) log.querySelector(".day").remove();
  log.prepend(...items);
  scroll.scrollTop += scroll.scrollHeight - height;
}
