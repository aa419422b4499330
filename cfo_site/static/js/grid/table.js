// The grid as lines of cells: where each stands, what it is of, which revision it shows. Cells are never replaced, only
// brought up to date, so that what has the focus keeps it.

export const grid = document.getElementById("grid");
export const months = grid.dataset.months.trim().split(" ");

const rows = [...grid.querySelectorAll("tr.src, tr.line")];
const lines = rows.map((row) => [...row.querySelectorAll(":scope > td.c")]);
const places = new Map();
const keyed = new Map();
lines.forEach((cells, line) =>
  cells.forEach((cell, at) => {
    places.set(cell, { line, at });
    if (field(cell)) keyed.set(key(cell), cell);
  }),
);

export const height = lines.length;
export const at = (line, column) => lines[line]?.[column];
export const line = (number) => lines[number] ?? [];
export const rowName = (number) => rows[number]?.querySelector("th")?.firstElementChild?.textContent.trim() ?? "";
export const place = (cell) => places.get(cell);
export const every = () => lines.flat();
export const byKey = (wanted) => keyed.get(wanted);

export function field(cell) {
  return cell.querySelector("input[name^=m]");
}

export function cellOf(element) {
  const cell = element instanceof Element ? element.closest("td.c") : null;
  return cell && places.has(cell) ? cell : null;
}

export function use(cell) {
  return Number(cell.closest("[data-use]").dataset.use);
}

export function month(cell) {
  return months[Number(field(cell).name.slice(1)) - 1];
}

export function key(cell) {
  return `${use(cell)}:${month(cell)}`;
}

export function nameOf(cell) {
  const ids = field(cell).getAttribute("aria-labelledby").split(" ");
  return ids.map((id) => document.getElementById(id).textContent.trim()).join(" ");
}

// What the cell holds as far as this page knows, and the number of that revision (kept in the form of its row).
export const stored = (cell) => field(cell).defaultValue;

export function seen(cell) {
  return Number(field(cell).form.elements.seen.value.split(",")[Number(field(cell).name.slice(1)) - 1]);
}

// Take over what a fresh cell says is stored, and leave alone what somebody has typed since.
export function setStored(cell, fresh) {
  const input = field(cell);
  const list = input.form.elements.seen;
  const numbers = list.value.split(",");
  numbers[Number(input.name.slice(1)) - 1] = fresh.dataset.seen;
  list.value = numbers.join(",");
  const typed = input.value;
  input.defaultValue = fresh.querySelector("input").getAttribute("value");
  input.value = typed;
}

// Take over how a fresh cell looks: its state, marks and words. Its text and number only where told so.
export function refresh(cell, fresh, { text }) {
  const input = field(cell);
  const inside = cell.contains(document.activeElement);
  for (const node of [...cell.childNodes]) if (node !== input) node.remove();
  const chosen = cell.classList.contains("sel");
  cell.className = fresh.className;
  cell.classList.toggle("sel", chosen);
  const told = fresh.querySelector("input");
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (told.hasAttribute(name)) input.setAttribute(name, told.getAttribute(name));
    else input.removeAttribute(name);
  }
  for (const node of [...fresh.childNodes]) if (node !== told) cell.append(node);
  if (text) {
    setStored(cell, fresh);
    input.value = input.defaultValue;
  }
  if (!inside) return;
  if (document.activeElement !== input) input.focus();
  else if (text) input.select();
}

// Take away what was said about a cell, so that it shows `text` as if it had been loaded like that.
export function plain(cell, text, number) {
  const bare = document.createElement("td");
  bare.className = text === "" ? "c void" : /^[0-9\u0e50-\u0e59]/u.test(text) ? "c" : "c no";
  bare.dataset.seen = String(number);
  const input = document.createElement("input");
  input.setAttribute("value", text);
  bare.append(input);
  refresh(cell, bare, { text: true });
}

const EMPTY = ["void", "later"];

// Under each month: how many of its cells have a figure.
export function recount() {
  const heads = grid.querySelectorAll("thead .done");
  heads.forEach((head, column) => {
    let done = 0;
    let asked = 0;
    for (const cells of lines) {
      const cell = cells[column];
      if (!cell || cell.classList.contains("off")) continue;
      const kept = cell.classList.contains("kept");
      if (!kept && !field(cell)) continue;
      asked += 1;
      const says = kept ? cell.textContent.trim() !== "–" : !EMPTY.some((each) => cell.classList.contains(each));
      done += says ? 1 : 0;
    }
    head.textContent = `${done}/${asked}`;
  });
}
