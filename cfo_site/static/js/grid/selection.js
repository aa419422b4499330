// The block in hand: from the cell that was first to the one that is last.

import * as table from "./table.js";
import { say, word } from "./words.js";

let anchor = null;
let last = null;
let timer = 0;
const shown = new Set();

export const active = () => anchor;
export const end = () => last;
export const isBlock = () => anchor !== null && last !== null && anchor !== last;

// Where the block lies, both ends included.
export function bounds() {
  const [one, other] = [table.place(anchor), table.place(last)];
  return {
    top: Math.min(one.line, other.line),
    bottom: Math.max(one.line, other.line),
    left: Math.min(one.at, other.at),
    right: Math.max(one.at, other.at),
  };
}

// The block line by line; undefined where a line has no cell (a source without months).
export function block() {
  if (!anchor) return [];
  const { top, bottom, left, right } = bounds();
  const found = [];
  for (let line = top; line <= bottom; line += 1) {
    const cells = [];
    for (let column = left; column <= right; column += 1) cells.push(table.at(line, column));
    found.push(cells);
  }
  return found;
}

export function set(first, other = first) {
  anchor = first;
  last = other;
  draw();
}

export function extend(cell) {
  if (!anchor || !cell) return;
  last = cell;
  draw();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function draw() {
  for (const cell of shown) cell.classList.remove("sel");
  shown.clear();
  const bar = document.getElementById("block");
  bar.hidden = !isBlock();
  clearTimeout(timer);
  if (!isBlock()) return;
  for (const cell of block().flat()) {
    if (!cell) continue;
    cell.classList.add("sel");
    shown.add(cell);
  }
  const told = word("block", { n: shown.size });
  bar.querySelector(".quiet").textContent = told;
  timer = setTimeout(() => say(told), 250); // once, not at every step
}
