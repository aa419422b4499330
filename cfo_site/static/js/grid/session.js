// The session has ended while somebody was typing: they sign in on the same page, and what waits goes out.

import * as outbox from "./outbox.js";
import { token } from "../token.js";

const dialog = document.getElementById("sign-in");
const place = dialog.querySelector("div");
const address = dialog.dataset.address;

export async function signIn() {
  if (dialog.open) return;
  let page;
  try {
    page = await read(await fetch(address));
  } catch {
    return; // no connection: the bar below the grid offers it again
  }
  if (!show(page)) {
    signedIn(); // meanwhile in another tab
    return;
  }
  dialog.showModal();
  place.querySelector("input:not([type=hidden])").focus();
}

async function read(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// Put the sign-in form of a page into the dialog, with what it says about the last attempt.
function show(page) {
  const form = page.querySelector(`main form[action="${address}"]`);
  if (!form) return false;
  const told = page.querySelector("main .err-sum");
  place.replaceChildren(...(told ? [told, form] : [form]));
  return true;
}

place.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const response = await fetch(address, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-CSRFToken": token() },
      redirect: "manual",
    });
    if (response.type === "opaqueredirect") signedIn();
    else if (show(await read(response))) place.querySelector(".err-sum, input:not([type=hidden])").focus();
  } finally {
    button.disabled = false;
  }
});

function signedIn() {
  // a new session has a new token: also for the forms of the page that work without JavaScript
  for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) each.value = token();
  place.replaceChildren();
  dialog.close();
  outbox.resume();
}

dialog.addEventListener("click", ({ target }) => {
  if (target.dataset.act === "later") dialog.close();
});
