// What every page needs besides htmx: the token against forged requests, and a sentence when a request fails.

const SAFE = new Set(["get", "head"]);

// Read from the cookie at the moment of sending: after a new sign-in in another tab the page's own token is out of date.
function token() {
  const pair = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return pair ? pair.slice("csrftoken=".length) : "";
}

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
  if (SAFE.has(detail.verb)) return;
  detail.headers["X-CSRFToken"] = token();
  detail.formData.delete("csrfmiddlewaretoken");
});
document.addEventListener("htmx:responseError", ({ detail }) => say(reason(detail.xhr.status)));
document.addEventListener("htmx:sendError", () => say("offline"));
document.addEventListener("htmx:timeout", () => say("offline"));
document.addEventListener("htmx:afterOnLoad", ({ detail }) => {
  if (detail.successful) document.getElementById("trouble").hidden = true;
});
