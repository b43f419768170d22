// Sharing the location; who refuses or has none is asked for the address.
import { byId, notice, texts } from "./dom.js";
import { sendLocation } from "./outbox.js";

const OPTIONS = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 };
let asking = false;

function askAddress(sentence) {
  asking = false;
  notice(sentence);
  byId("text").focus();
}

function share() {
  if (asking) return;
  if (!navigator.geolocation) return askAddress(texts.location_unknown);
  asking = true;
  notice(texts.locating);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      asking = false;
      notice();
      sendLocation([coords.latitude, coords.longitude], texts.place);
    },
    (error) => askAddress(error.code === error.PERMISSION_DENIED ? texts.location_refused : texts.location_unknown),
    OPTIONS,
  );
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-share-location]")) share();
});
