// What every part of the page uses: elements, sentences, limits, and the one way to post.

const page = document.body.dataset;

/** Sentences in the page's language, by their name under `web.client`. */
export const texts = JSON.parse(page.texts);

export const limits = { text: Number(page.maxText), photo: Number(page.maxPhoto) };

/** The element of an id. */
export const byId = (id) => document.getElementById(id);

/** A new element. What is given as text stays text: nothing here parses HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A random UUID (version 4); `crypto.randomUUID` is missing on pages without https. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Show a sentence above the composer, or take it away. */
export function notice(sentence = "") {
  byId("notice").textContent = sentence;
  byId("notice").hidden = !sentence;
}

/** Post to the server. Resolves to its JSON; rejects with an Error whose message is for the citizen, or empty. */
export async function post(path, body) {
  const headers = { "X-CSRF-Token": page.csrf, Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (!(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, { method: "POST", headers, body, signal: AbortSignal.timeout(60_000) });
  } catch {
    throw new Error("");
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.error?.message ?? "");
  return data;
}
