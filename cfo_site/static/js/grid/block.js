// Blocks of cells: copied as tab-separated text, pasted from a spreadsheet, filled to the right, emptied.

import { commit } from "./history.js";
import * as outbox from "./outbox.js";
import * as selection from "./selection.js";
import * as table from "./table.js";
import { fill, say, word } from "./words.js";

const DASH = /^[-–—−]$/u;
const NAMED = 3; // cells without a place that are named one by one
const NOT_OCCURRING = "NO";

// A figure as another program reads it: without what only helps the eye.
function bare(text) {
  return /^[0-9,.]+$/u.test(text) ? text.replaceAll(",", "") : text;
}

export function asText() {
  const lines = selection.block().map((cells) =>
    cells.map((cell) => {
      if (!cell) return "";
      const input = table.field(cell);
      return bare(input ? input.value : (cell.querySelector(".fig-ro")?.textContent ?? "").replace(/^–$/u, ""));
    }),
  );
  return lines.map((texts) => texts.join("\t")).join("\n");
}

export function copied() {
  say(word("copied", { n: selection.block().flat().filter(Boolean).length }));
}

// Lines and cells of what a spreadsheet copies: tabs, line ends, cells in quotes with quotes doubled.
export function parse(text) {
  const lines = [[]];
  let cell = "";
  let quoted = false;
  const next = () => {
    lines.at(-1).push(cell.replace(/\s+/gu, " ").trim());
    cell = "";
  };
  const all = text.replace(/\r\n?/gu, "\n");
  for (let place = 0; place < all.length; place += 1) {
    const sign = all[place];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (all[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") next();
    else if (sign === "\n") {
      next();
      lines.push([]);
    } else cell += sign;
  }
  next();
  while (lines.length > 1 && lines.at(-1).every((each) => each === "")) lines.pop();
  return lines;
}

// What would be typed where, and what has no place.
function plan(lines) {
  const { top, left, bottom, right } = selection.bounds();
  const one = lines.length === 1 && lines[0].length === 1 && selection.isBlock();
  const wanted = one
    ? Array.from({ length: bottom - top + 1 }, () => Array(right - left + 1).fill(lines[0][0]))
    : lines;
  const entries = [];
  const outside = { beyond: [], off: [], derived: [], kept: [] };
  wanted.forEach((texts, down) =>
    texts.forEach((text, across) => {
      const cell = table.at(top + down, left + across);
      if (cell && table.field(cell)) entries.push({ cell, text });
      else if (text === "") return;
      else if (one && !cell) return;
      else outside[reason(cell, top + down)].push(cell ? where(cell, left + across) : lineName(top + down));
    }),
  );
  return { entries, outside };
}

function reason(cell, line) {
  if (!cell) return line < table.height && !table.line(line).length ? "derived" : "beyond";
  if (cell.classList.contains("off")) return "off";
  return cell.classList.contains("kept") ? "kept" : "derived";
}

function lineName(line) {
  return table.line(line).length ? "" : (table.rowName(line) ?? "");
}

function where(cell, column) {
  const { line } = table.place(cell);
  return `${table.rowName(line)} ${document.getElementById(`m${column + 1}`)?.textContent ?? ""}`.trim();
}

export async function paste(text) {
  const lines = parse(text);
  if (lines.length === 1 && lines[0].length === 1 && lines[0][0] === "") return;
  const { entries, outside } = plan(lines);
  if (Object.values(outside).some((each) => each.length) && !(await goesOn(entries, outside))) return;
  const dashes = entries.filter((entry) => DASH.test(entry.text));
  if (dashes.length) {
    const meaning = await meaningOf(dashes.length);
    if (!meaning) return;
    for (const entry of dashes) entry.text = meaning === "no" ? NOT_OCCURRING : "";
  }
  const changing = entries.filter(({ cell, text: wanted }) => bare(outbox.current(cell)) !== wanted);
  if (changing.length) await commit(changing);
}

async function goesOn(entries, outside) {
  const dialog = document.getElementById("ask-outside");
  dialog.querySelector("ul").replaceChildren(
    ...Object.entries(outside)
      .filter(([, cells]) => cells.length)
      .map(([why, cells]) => {
        const named = [...new Set(cells)].slice(0, NAMED).join(", ");
        const each = document.createElement("li");
        each.textContent = word(why, { n: cells.length, where: cells.length > NAMED ? `${named} …` : named });
        return each;
      }),
  );
  const rest = dialog.querySelector("[data-text]");
  rest.textContent = fill(rest.dataset.text, { n: entries.length });
  dialog.querySelector("[value=rest]").hidden = !entries.length;
  return (await answer(dialog)) === "rest";
}

async function meaningOf(count) {
  const dialog = document.getElementById("ask-dash");
  const heading = dialog.querySelector("[data-text]");
  heading.textContent = fill(heading.dataset.text, { n: count });
  return answer(dialog);
}

// Ask by a dialog; "" when it is left without an answer. The focus goes back to the cell.
function answer(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        table.field(selection.active())?.focus();
        resolve(dialog.returnValue);
      },
      { once: true },
    );
  });
}

export function empty() {
  const cells = selection.block().flat().filter((cell) => cell && table.field(cell));
  const full = cells.filter((cell) => outbox.current(cell) !== "" || table.field(cell).value !== "");
  if (full.length) commit(full.map((cell) => ({ cell, text: "" })));
}

// The first month of each line into the others of the block; one cell alone takes what stands to its left.
export function fillRight() {
  const cells = selection.isBlock() ? selection.block() : [leftAndOwn()];
  const entries = [];
  for (const [first, ...others] of cells) {
    if (!first) continue;
    const text = table.field(first) ? table.field(first).value : (first.querySelector(".fig-ro")?.textContent ?? "");
    if (text === "" || text === "–") continue;
    for (const cell of others)
      if (cell && table.field(cell) && bare(outbox.current(cell)) !== bare(text)) entries.push({ cell, text });
  }
  if (entries.length) commit(entries);
}

function leftAndOwn() {
  const cell = selection.active();
  const { line, at } = table.place(cell);
  return [table.at(line, at - 1), cell];
}
