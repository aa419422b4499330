// The monthly grid under JavaScript: the keyboard moves as in a spreadsheet, a cell saves itself when it is left, blocks
// are copied, pasted, filled and taken back. Without this file every row has its own form and button.

import "./grid/bars.js";
import * as beside from "./grid/beside.js";
import * as block from "./grid/block.js";
import * as draft from "./grid/draft.js";
import * as history from "./grid/history.js";
import * as outbox from "./grid/outbox.js";
import * as selection from "./grid/selection.js";
import * as table from "./grid/table.js";

const { grid } = table;
// How the cell in hand takes keys: ready (typing replaces), typing (arrows leave the cell), inside (arrows move within).
let mode = "ready";
let tabbedFrom = null; // the column in which Tab began: Enter goes back there
let going = null; // the cell a key leads to, whose focus must not end the block

const inHand = () => {
  const cell = table.cellOf(document.activeElement);
  return cell && table.field(cell) === document.activeElement ? cell : null;
};

function go(cell) {
  if (!cell) return false;
  going = cell;
  table.field(cell).focus();
  going = null;
  return true;
}

// The next cell in a direction that takes a figure; undefined at the edge.
function next(cell, down, across) {
  let { line, at } = table.place(cell);
  do {
    line += down;
    at += across;
    if (line < 0 || line >= table.height || at < 0 || at > 11) return undefined;
  } while (!table.at(line, at) || !table.field(table.at(line, at)));
  return table.at(line, at);
}

// Ctrl with an arrow: to the end of what is filled, or across what is empty to the next figure, or to the edge.
function far(cell, down, across) {
  const filled = (each) => table.field(each).value !== "";
  let here = cell;
  let after = next(here, down, across);
  if (!after) return undefined;
  const run = filled(here) && filled(after);
  while (after) {
    if (run && !filled(after)) break;
    here = after;
    if (!run && filled(here)) break;
    after = next(here, down, across);
  }
  return here;
}

function edge(cell, across) {
  let here = cell;
  for (let after = next(here, 0, across); after; after = next(here, 0, across)) here = after;
  return here;
}

function corner(last) {
  const cells = table.every().filter(table.field);
  return last ? cells.at(-1) : cells[0];
}

// Store what was typed into a cell, if it says something else than before.
function leave(cell) {
  const text = table.field(cell).value;
  if (text.trim() !== outbox.current(cell).trim()) history.commit([{ cell, text }]).then(beside.again);
  else if (text !== outbox.current(cell)) table.field(cell).value = outbox.current(cell);
}

function restore(cell) {
  const refused = outbox.state().held.find((act) => act.changes.has(table.key(cell)));
  if (refused?.changes.size === 1) outbox.drop(refused);
  else table.field(cell).value = outbox.current(cell);
  settleIn(cell);
}

function settleIn(cell) {
  mode = "ready";
  table.field(cell).select();
}

grid.addEventListener("focusin", ({ target }) => {
  const cell = table.cellOf(target);
  if (!cell || table.field(cell) !== target) return;
  mode = "ready";
  target.inputMode = "decimal";
  target.select();
  if (going !== cell || !selection.isBlock()) selection.set(cell);
  aim(cell);
  beside.follow(cell);
});

grid.addEventListener("focusout", ({ target }) => {
  const cell = table.cellOf(target);
  if (cell && table.field(cell) === target) leave(cell);
});

grid.addEventListener("input", ({ target }) => {
  if (mode === "ready" && table.cellOf(target)) mode = "typing";
  draft.save();
});

document.addEventListener("submit", (event) => {
  if (event.target.classList.contains("row-form")) event.preventDefault(); // each cell is stored by itself
});

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

grid.addEventListener("keydown", (event) => {
  const cell = inHand();
  if (!cell || event.isComposing) return;
  const control = event.ctrlKey || event.metaKey;
  if (event.altKey) return;
  const done = control ? withControl(cell, event) : withoutControl(cell, event);
  if (done) event.preventDefault();
});

function withControl(cell, event) {
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : ""; // also on a Thai keyboard
  if (letter === "s") {
    leave(cell);
    settleIn(cell);
    outbox.resume();
    return true;
  }
  if (mode !== "ready") return false; // within a text these keys belong to the text
  if (letter === "z") event.shiftKey ? history.redo() : history.undo();
  else if (letter === "y") history.redo();
  else if (letter === "r") block.fillRight();
  else if (letter === "a") selection.set(corner(false), corner(true));
  else if (event.key in ARROWS) {
    const to = far(event.shiftKey ? selection.end() : cell, ...ARROWS[event.key]);
    event.shiftKey ? selection.extend(to) : go(to);
  } else if (event.key === "Home" || event.key === "End") {
    const to = corner(event.key === "End");
    event.shiftKey ? selection.extend(to) : go(to);
  } else if (event.key === ".") beside.enter();
  else return false;
  return true;
}

function withoutControl(cell, event) {
  const { key, shiftKey } = event;
  if (key === "Tab") {
    tabbedFrom ??= table.place(cell).at;
    return false;
  }
  if (key === "Enter") {
    const { line } = table.place(cell);
    const from = tabbedFrom === null ? cell : (table.at(line, tabbedFrom) ?? cell);
    tabbedFrom = null;
    if (!go(next(from, shiftKey ? -1 : 1, 0))) {
      leave(cell);
      settleIn(cell);
    }
    return true;
  }
  if (key in ARROWS || key === "Escape" || key === "Home" || key === "End") tabbedFrom = null;
  if (key in ARROWS) return arrow(cell, ARROWS[key], event);
  if (key === "F2") {
    mode = mode === "inside" ? "ready" : "inside";
    if (mode === "ready") settleIn(cell);
    else table.field(cell).setSelectionRange(table.field(cell).value.length, table.field(cell).value.length);
    return true;
  }
  if (key === "F6") {
    beside.enter();
    return true;
  }
  if (key === "Escape") {
    if (mode === "ready" && selection.isBlock()) selection.set(cell);
    else restore(cell);
    return true;
  }
  if (mode !== "ready") return false;
  if (key === "Delete" || (key === "Backspace" && selection.isBlock())) block.empty();
  else if (key === "Home") shiftKey ? selection.extend(edge(selection.end(), -1)) : go(edge(cell, -1));
  else if (key === "End") shiftKey ? selection.extend(edge(selection.end(), 1)) : go(edge(cell, 1));
  else if (key === "=" && aim(cell)) aim(cell).click();
  else return false;
  return true;
}

function arrow(cell, [down, across], { shiftKey }) {
  if (mode === "inside" && across) return false;
  if (shiftKey && mode === "ready") {
    const { line, at } = table.place(selection.end());
    selection.extend(table.at(line + down, at + across));
    return true;
  }
  go(next(cell, down, across)); // at the edge nothing moves
  return true;
}

// The row's way to its calculation sheets leads to the month in hand; "=" goes there, as in a spreadsheet.
function aim(cell) {
  const link = document.querySelector(`[data-use="${table.use(cell)}"] a.calc[data-kind], .one-source a.calc[data-kind]`);
  if (!link) return null;
  link.href = `${grid.dataset.address}${table.use(cell)}/${table.month(cell)}/sheet/${link.dataset.kind}/`;
  return link;
}

// The mouse: drag or Shift chooses a block, a second press on the same cell goes inside its text.
let dragging = false;
grid.addEventListener("mousedown", (event) => {
  const cell = table.cellOf(event.target);
  if (!cell || event.button !== 0 || event.target.closest("a, button")) return;
  tabbedFrom = null;
  if (event.shiftKey && selection.active()) {
    event.preventDefault();
    selection.extend(cell);
  } else if (event.target === document.activeElement && !selection.isBlock()) mode = "inside";
  else if (table.field(cell)) {
    event.preventDefault();
    dragging = true;
    if (document.activeElement === table.field(cell)) selection.set(cell);
    table.field(cell).focus();
  }
});
grid.addEventListener("mouseover", (event) => {
  const cell = dragging && event.buttons === 1 ? table.cellOf(event.target) : null;
  if (cell) selection.extend(cell);
});
document.addEventListener("mouseup", () => {
  dragging = false;
});

for (const [name, after] of [
  ["copy", block.copied],
  ["cut", block.empty],
]) {
  document.addEventListener(name, (event) => {
    if (!inHand() || mode !== "ready") return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", block.asText());
    after();
  });
}
document.addEventListener("paste", (event) => {
  const cell = inHand();
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!cell || (mode !== "ready" && !/[\t\n]/u.test(text.trim()))) return;
  event.preventDefault();
  table.field(cell).value = outbox.current(cell);
  mode = "ready";
  block.paste(text).then(() => {
    if (inHand()) settleIn(inHand());
  });
});

draft.offer();
document.documentElement.classList.add("js");
