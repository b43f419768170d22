// Sends messages one after another, so that they arrive in the order in which they were written.
import { newKey, post } from "./dom.js";
import { markFailed, markSending, show, showSending } from "./log.js";
import { typing } from "./typing.js";

let queue = Promise.resolve();

/**
 * Show a message and send it; a repetition keeps its key, so that the server takes it once.
 * `view`: how it is shown; `path`: where to; `body(key)`: what to post.
 */
export function send(view, path, body) {
  const key = newKey();
  const item = showSending({ ...view, key });
  const attempt = async () => {
    typing(true);
    try {
      show((await post(path, body(key))).message);
    } catch (error) {
      typing(false);
      markFailed(item, error.message, again);
    }
  };
  const again = () => {
    markSending(item);
    enqueue();
  };
  const enqueue = () => {
    queue = queue.then(attempt);
  };
  enqueue();
}

/** Send words, or a suggestion. */
export const sendText = (text) => send({ text }, "/messages", (id) => ({ id, text }));

/** Press a button of a reply. */
export const sendButton = (button, title) => send({ text: title }, "/messages", (id) => ({ id, button }));

/** Open what a link names; `title` is shown as if a button had been pressed. */
export const sendStart = (start, title) => send({ text: title }, "/messages", (id) => ({ id, start }));

/** Send a place in degrees. */
export const sendLocation = (location, label) =>
  send({ text: "", place: { label } }, "/messages", (id) => ({ id, location }));

/** Send a picture with its caption; `preview` is its address in this page. */
export const sendPhoto = (file, caption, preview) =>
  send({ text: caption, image: preview }, "/photos", (id) => {
    const form = new FormData();
    form.append("id", id);
    form.append("caption", caption);
    form.append("photo", file);
    return form;
  });
