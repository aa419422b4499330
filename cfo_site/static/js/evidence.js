// Evidence: a file chosen in a form is made smaller before it goes; a file dropped on a cell of the grid, on the panel
// beside it or on a form becomes evidence of that figure. Without this module the same forms are sent as they are.

import { megabytes, shrunk } from "./shrink.js";
import { token } from "./token.js";

const AT_ONCE = 10; // files of one drop

// ---- files chosen in a form --------------------------------------------------------------------------------------

const pending = new WeakMap(); // form → the promise that its files are small

async function prepare(input) {
  const told = input.closest("[data-file-field]");
  const status = told?.querySelector("[data-shrink-status]");
  const [file] = input.files;
  if (status) status.textContent = file ? told.dataset.shrinking : "";
  const smaller = file ? await shrunk(file) : null;
  if (file && smaller !== file && input.files[0] === file) put(input, smaller);
  if (!status) return;
  const words = told.dataset.shrunk;
  const said = words.replace("{old}", megabytes(file?.size ?? 0)).replace("{new}", megabytes(smaller?.size ?? 0));
  status.textContent = file && smaller !== file ? said : "";
}

function put(input, file) {
  const holder = new DataTransfer();
  holder.items.add(file);
  input.files = holder.files;
}

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.type !== "file" || !target.form?.matches("[data-evidence]")) return;
  const { form } = target;
  const work = prepare(target).finally(() => {
    if (pending.get(form) === work) pending.delete(form);
  });
  pending.set(form, work);
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.evidence === "drop") {
    const input = form.elements.namedItem("file");
    if (!input.files[0]) return; // the server says what is missing
    event.preventDefault();
    await send([...input.files], { address: form.getAttribute("action"), name: nameOf(form), form });
    return;
  }
  if (!form.matches("[data-evidence]") || !pending.has(form)) return;
  event.preventDefault();
  const { submitter } = event;
  await pending.get(form);
  setTimeout(() => form.requestSubmit(submitter)); // not within this very event: the form would not hear it
});

// ---- files that are dropped --------------------------------------------------------------------------------------

const grid = document.getElementById("grid");
let over = null;

function mark(element) {
  if (over === element) return;
  over?.classList.remove("over");
  over = element;
  over?.classList.add("over");
}

// Where a file over this element would go: a figure's address, or the file field of a form.
function goal(element) {
  if (!(element instanceof Element)) return null;
  const cell = element.closest("td.c:not(.off)");
  if (cell && grid?.contains(cell)) return ofCell(cell);
  const papers = element.closest("[data-evidence-of]");
  if (papers) {
    const form = papers.querySelector("form[data-evidence]");
    return form ? { marked: papers, address: papers.dataset.evidenceOf, name: nameOf(form), form } : null;
  }
  const form = element.closest("form[data-evidence]");
  const field = form?.elements.namedItem("file");
  return field ? { marked: field.closest("[data-file-field]") ?? form, field } : null;
}

function ofCell(cell) {
  const holder = cell.closest("[data-use]");
  const row = cell.closest("tr");
  const derived = row.matches(".src") && !row.querySelector("th.name > a");
  if (derived) return null; // it takes its figure, and so its papers, from another line
  const months = grid.dataset.months.trim().split(" ");
  const lines = [...holder.querySelectorAll("td.c")];
  const month = months[lines.indexOf(cell)];
  const name = [document.getElementById(`s${holder.dataset.use}`), document.getElementById(`m${lines.indexOf(cell) + 1}`)];
  return {
    marked: cell,
    address: `${grid.dataset.address}${holder.dataset.use}/${month}/evidence/`,
    name: name.map((each) => each?.textContent.trim() ?? "").join(" "),
  };
}

function nameOf(form) {
  return form.closest("aside, main")?.querySelector("h1, h2")?.textContent.trim() ?? "";
}

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  const found = goal(event.target);
  mark(found?.marked ?? null);
  event.preventDefault(); // else the browser would leave the page for the file
  event.dataTransfer.dropEffect = found ? "copy" : "none";
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) mark(null);
});
document.addEventListener("drop", async (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const found = goal(event.target);
  const files = [...event.dataTransfer.files].slice(0, AT_ONCE);
  mark(null);
  if (!found || !files.length) return;
  if (found.field) {
    put(found.field, files[0]);
    found.field.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    await send(files, found);
  }
});

// ---- sending -----------------------------------------------------------------------------------------------------

// One file after the other, each with a line that says how far it is and what became of it; a line stays until closed.
async function send(files, { address, name, form }) {
  for (const file of files) {
    const line = report(`${file.name} → ${name}`);
    try {
      const answer = await posted(address, await shrunk(file), line);
      line.done(answer);
      renew(address, answer);
      if (answer.good) form?.reset();
    } catch (status) {
      line.failed(status);
    }
  }
}

function posted(address, file, line) {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append("act", "drop");
    body.append("file", file, file.name);
    const request = new XMLHttpRequest(); // fetch cannot say how far it is
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => line.progress(event.loaded, event.total));
    request.addEventListener("error", () => reject(0));
    request.addEventListener("load", () => {
      const part = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("[data-evidence-of]");
      if (part && [200, 422].includes(request.status)) resolve({ good: request.status === 200, part });
      else reject(request.status);
    });
    request.send(body);
  });
}

// Bring the panel up to date, if it shows the figure that the paper went to.
function renew(address, { part }) {
  const shown = document.querySelector(`[data-evidence-of="${CSS.escape(address)}"]`);
  if (!shown) return;
  const had = shown.contains(document.activeElement);
  shown.replaceWith(document.importNode(part, true));
  if (had) document.querySelector(`[data-evidence-of="${CSS.escape(address)}"] input[type=file]`)?.focus();
}

function report(title) {
  const holder = document.getElementById("dropped");
  if (!holder) return { progress() {}, done() {}, failed: (status) => outcome(null, status) };
  holder.hidden = false;
  const line = document.createElement("li");
  const head = document.createElement("b");
  const said = document.createElement("p");
  const bar = document.createElement("progress");
  head.textContent = title;
  said.textContent = holder.dataset.sending;
  bar.setAttribute("aria-label", title);
  line.append(head, bar, said);
  holder.querySelector("ul").append(line);
  return {
    progress(loaded, total) {
      bar.max = total || 1;
      bar.value = loaded;
    },
    done({ part }) {
      bar.remove();
      said.replaceWith(document.importNode(part.querySelector("[data-outcome]"), true));
    },
    failed(status) {
      bar.remove();
      said.setAttribute("role", "alert");
      said.className = "msg-err";
      said.textContent = outcome(holder, status);
    },
  };
}

function outcome(holder, status) {
  const trouble = document.getElementById("trouble");
  const key = { 0: "offline", 401: "signedOut", 403: "forbidden", 404: "forbidden", 413: "tooLarge" }[status] ?? "failed";
  const words = holder?.dataset[key] ?? trouble.dataset[key] ?? trouble.dataset.failed;
  if (!holder) {
    trouble.textContent = words;
    trouble.hidden = false;
  }
  return words;
}

document.getElementById("dropped")?.querySelector("button").addEventListener("click", ({ target }) => {
  const holder = target.closest("#dropped");
  holder.querySelector("ul").replaceChildren();
  holder.hidden = true;
});
