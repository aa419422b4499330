// What every page needs besides htmx: the token against forged requests, and a sentence when a request fails.

const TOKEN = "meta[name=csrf-token]";
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

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!SAFE.has(detail.verb)) detail.headers["X-CSRFToken"] = document.querySelector(TOKEN).content;
});
document.addEventListener("htmx:responseError", ({ detail }) => say(reason(detail.xhr.status)));
document.addEventListener("htmx:sendError", () => say("offline"));
document.addEventListener("htmx:timeout", () => say("offline"));
document.addEventListener("htmx:afterOnLoad", ({ detail }) => {
  if (detail.successful) document.getElementById("trouble").hidden = true;
});
