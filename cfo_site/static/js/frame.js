// What every page needs besides htmx: the token against forged requests, and a sentence when a request fails.

import { token } from "./token.js";

const SAFE = new Set(["get", "head"]);

function say(key) {
  const strip = document.getElementById("trouble");
  strip.textContent = strip.dataset[key];
  strip.hidden = false;
}

function reason(status) {
  if (status === 401) return "signedOut";
  return status === 403 || status === 404 ? "forbidden" : "failed";
}

// What stands beside a figure is read in passing: a cell without it is nothing to be told about.
const inPassing = ({ detail }) => detail.elt.id === "beside";

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (SAFE.has(detail.verb)) return;
  detail.headers["X-CSRFToken"] = token();
  detail.formData.delete("csrfmiddlewaretoken");
});
document.addEventListener("htmx:responseError", (event) => {
  if (!inPassing(event)) say(reason(event.detail.xhr.status));
});
for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    if (!inPassing(event)) say("offline");
  });
}
document.addEventListener("htmx:afterOnLoad", ({ detail }) => {
  if (detail.successful) document.getElementById("trouble").hidden = true;
});

// Whoever signs out leaves nothing behind in a browser that others use: js/grid/draft.js keeps what was not saved.
document.addEventListener("submit", ({ target }) => {
  if (!target.action.endsWith("/accounts/logout/")) return;
  const who = localStorage.getItem("cfo-who");
  localStorage.removeItem("cfo-who"); // from here on the page keeps nothing either
  for (const key of Object.keys(localStorage)) if (key.startsWith(`cfo-draft:${who}:`)) localStorage.removeItem(key);
});
