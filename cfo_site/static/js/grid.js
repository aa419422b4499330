// The monthly grid under JavaScript: a cell saves itself when it is left, and the keyboard moves as in a spreadsheet.
// Without this file every row has its own form and button.

const grid = document.getElementById("grid");
const isCell = (element) => element instanceof HTMLInputElement && element.dataset.month !== undefined;
const cells = () => [...grid.querySelectorAll("input[data-month]")];

function beside(input, rows, columns) {
  const own = input.closest("tr");
  if (columns) {
    const all = cells();
    return all[all.indexOf(input) + columns];
  }
  let row = own;
  for (;;) {
    row = rowAfter(row, rows);
    if (!row) return undefined;
    const found = row.querySelector(`input[name="${input.name}"]`);
    if (found) return found;
  }
}

function rowAfter(row, step) {
  const all = [...grid.querySelectorAll("tr.src")];
  return all[all.indexOf(row) + step];
}

function go(input) {
  if (!input) return false;
  input.focus();
  input.select();
  return true;
}

function save(input) {
  const cell = input.closest(".c");
  const use = input.closest("tr").dataset.use;
  cell.classList.add("saving");
  htmx.ajax("POST", `${grid.dataset.address}${use}/${input.dataset.month}/`, {
    source: input,
    target: cell,
    swap: "outerHTML",
    values: { amount: input.value, based_on: input.dataset.seen },
  });
}

grid?.addEventListener("change", (event) => {
  if (isCell(event.target)) save(event.target);
});

grid?.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!isCell(input) || event.altKey || event.ctrlKey || event.metaKey) return;
  const inside = input.selectionStart !== input.selectionEnd || input.value === "";
  const atStart = inside || input.selectionStart === 0;
  const atEnd = inside || input.selectionEnd === input.value.length;
  let moved = false;
  if (event.key === "Enter") moved = go(beside(input, event.shiftKey ? -1 : 1, 0)) || true;
  else if (event.key === "ArrowDown") moved = go(beside(input, 1, 0));
  else if (event.key === "ArrowUp") moved = go(beside(input, -1, 0));
  else if (event.key === "ArrowRight" && atEnd) moved = go(beside(input, 0, 1));
  else if (event.key === "ArrowLeft" && atStart) moved = go(beside(input, 0, -1));
  else if (event.key === "=" && input.value === input.defaultValue && aim(input)) {
    aim(input).click();
    moved = true;
  } else if (event.key === "Escape") {
    input.value = input.defaultValue;
    input.select();
    moved = true;
  }
  if (moved) event.preventDefault();
});

// The row's way to its calculation sheets leads to the month in hand; "=" goes there, as in a spreadsheet.
function aim(input) {
  const row = input.closest("tr");
  const link = row.querySelector("a.calc[data-kind]");
  if (!link) return null;
  link.href = `${grid.dataset.address}${row.dataset.use}/${input.dataset.month}/sheet/${link.dataset.kind}/`;
  link.title = `${link.firstChild.textContent} ${input.closest(".c").dataset.m}`;
  return link;
}

grid?.addEventListener("focusin", ({ target }) => {
  if (!isCell(target)) return;
  target.select();
  aim(target);
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const announce = document.getElementById("announce");
  const saved = document.getElementById("saved");
  if (saved && announce && detail.elt.closest?.("#grid")) announce.textContent = saved.textContent.trim();
});
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failure, ({ detail }) => {
    const cell = detail.elt.closest?.(".c");
    if (!cell) return;
    cell.classList.remove("saving");
    cell.classList.add("unsaved");
  });
}
document.documentElement.classList.add("js");
