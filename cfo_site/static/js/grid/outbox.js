// What was typed and is not stored yet. Acts (a cell, a pasted block) go out one after the other, each all or none.
// Whatever happens to a request, the texts stay: in the cells, and in this browser until they are stored.

import * as table from "./table.js";
import { token } from "../token.js";

const who = document.getElementById("drafts")?.dataset.who ?? "";
const MOST_KEPT_ALIVE = 60000; // letters that a browser still sends after the page was left
const WAITS = [2000, 5000, 15000, 30000]; // ms before it is tried again

let waiting = []; // acts in order; the first may be under way
let held = []; // acts that the server refused, until somebody mends or drops them
let sending = false;
let stopped = ""; // why nothing is sent: offline, signedOut, otherPerson
let tries = 0;
let timer = 0;
const listeners = new Set();

// An act: `changes` from key to {text} or {back}, each with `basedOn` where it must not be what the page shows now.
export class Act {
  constructor(changes, { kind = "typed" } = {}) {
    this.changes = changes;
    this.kind = kind;
    this.faults = new Map(); // after a refusal: key → {theirs, number} of a clash, or null
    this.note = "";
    this.forbidden = false;
    this.done = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  get clashes() {
    return [...this.faults.values()].filter(Boolean).length;
  }
}

export const onChange = (listener) => listeners.add(listener);
const changed = () => listeners.forEach((listener) => listener());

export const state = () => ({ waiting: [...waiting], held: [...held], stopped });

// The text somebody wants a cell to hold and that is not stored yet; undefined where there is none.
export function pending(key) {
  for (const act of [...held, ...waiting].reverse()) if (act.changes.has(key)) return act.changes.get(key).text;
  return undefined;
}

export const current = (cell) => pending(table.key(cell)) ?? table.stored(cell);

// Every text that is not stored: key → [revision it was typed over, text].
export function unsaved() {
  const found = {};
  for (const act of [...held, ...waiting])
    for (const [key, change] of act.changes)
      if (change.text !== undefined) found[key] = [change.basedOn ?? table.seen(table.byKey(key)), change.text];
  return found;
}

// Put texts into cells and store them. A cell of an act that was refused mends that act, which then goes out as a whole.
export function commit(entries, options) {
  clearTicks();
  const fresh = new Map();
  const mended = new Set();
  for (const { cell, text, basedOn } of entries) {
    const key = table.key(cell);
    table.field(cell).value = text;
    const refused = held.find((act) => act.changes.has(key));
    if (refused) {
      refused.changes.get(key).text = text;
      refused.changes.get(key).basedOn = refused.faults.get(key)?.number ?? refused.changes.get(key).basedOn;
      refused.faults.delete(key);
      mended.add(refused);
    } else fresh.set(key, basedOn === undefined ? { text } : { text, basedOn });
  }
  for (const act of mended) if (act.faults.size === 0) release(act);
  return fresh.size ? send(new Act(fresh, options)) : Promise.resolve(null);
}

export function send(act) {
  waiting.push(act);
  for (const key of act.changes.keys()) mark(table.byKey(key), "saving");
  changed();
  pump();
  return act.done;
}

function release(act) {
  held = held.filter((each) => each !== act);
  if (act.changes.size) send(act);
  else {
    act.settle(null);
    changed();
  }
}

// Give up what was refused: the cells show again what is stored.
export function drop(act) {
  held = held.filter((each) => each !== act);
  for (const key of act.changes.keys()) takeStored(key, act.faults.get(key));
  act.settle(null);
  table.recount();
  changed();
}

function takeStored(key, clash) {
  const cell = table.byKey(key);
  if (clash) table.plain(cell, clash.theirs, clash.number);
  else table.plain(cell, table.stored(cell), table.seen(cell));
}

// After a clash: mine over theirs, or theirs; the rest of the act goes out when all are settled.
export function choose(key, mine) {
  const act = held.find((each) => each.faults.get(key));
  if (!act) return;
  const clash = act.faults.get(key);
  act.faults.delete(key);
  if (mine) act.changes.get(key).basedOn = clash.number;
  else {
    act.changes.delete(key);
    takeStored(key, clash);
  }
  if (act.faults.size === 0) release(act);
  changed();
}

// Send again what was refused without a fault in any cell.
export function retry() {
  for (const act of held.filter((each) => !each.faults.size)) release(act);
}

export function resume() {
  clearTimeout(timer);
  stopped = "";
  changed();
  pump();
}

async function pump() {
  if (sending || stopped || !waiting.length) return;
  sending = true;
  const [act] = waiting;
  const answer = await ask(act);
  sending = false;
  if (answer.stopped) {
    stop(answer.stopped, act);
    return;
  }
  tries = 0;
  waiting.shift();
  if (answer.status === 200) stored(act, answer.page);
  else refused(act, answer);
  changed();
  pump();
}

async function ask(act) {
  const cells = [...act.changes].map(([key, change]) => {
    const cell = table.byKey(key);
    return [table.use(cell), table.month(cell), change.basedOn ?? table.seen(cell), change.back ?? change.text];
  });
  const body = new URLSearchParams({ cells: JSON.stringify(cells), who }).toString();
  let response;
  let text;
  try {
    response = await fetch(`${table.grid.dataset.address}block/`, {
      method: "POST",
      body,
      keepalive: body.length < MOST_KEPT_ALIVE,
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
        "X-CSRFToken": token(),
      },
    });
    text = await response.text();
  } catch {
    return { stopped: "offline" };
  }
  if (response.status === 401 || (response.status === 403 && !token())) return { stopped: "signedOut" };
  if (response.status === 412) return { stopped: "otherPerson" };
  if (![200, 403, 404, 409, 422].includes(response.status)) return { stopped: "offline" };
  return { status: response.status, page: new DOMParser().parseFromString(text, "text/html") };
}

function stop(why, act) {
  stopped = why;
  for (const key of act.changes.keys()) mark(table.byKey(key), "unsaved");
  if (why === "offline") {
    timer = setTimeout(resume, WAITS[Math.min(tries, WAITS.length - 1)]);
    tries += 1;
  }
  changed();
}

function stored(act, page) {
  const saved = new Map();
  for (const fresh of freshCells(page)) {
    const own = act.changes.has(fresh.key);
    if (!own && (pending(fresh.key) !== undefined || table.field(fresh.cell).value !== table.stored(fresh.cell))) continue;
    if (own) saved.set(fresh.key, { before: table.seen(fresh.cell), after: Number(fresh.node.dataset.seen) });
    const later = own && pending(fresh.key) !== undefined;
    const typing = own && act.changes.get(fresh.key).text !== undefined && typedOver(fresh.cell, act.changes.get(fresh.key).text);
    if (later || typing) table.setStored(fresh.cell, fresh.node);
    else {
      table.refresh(fresh.cell, fresh.node, { text: true });
      if (own) mark(fresh.cell, "saved");
    }
  }
  pieces(page);
  table.recount();
  act.settle(saved);
}

// Bring cells and totals up to date with what was stored by another way than typing. What is typed meanwhile stays.
export function bring(page) {
  for (const { key, cell, node } of freshCells(page)) {
    if (pending(key) !== undefined || table.field(cell).value !== table.stored(cell)) continue;
    table.refresh(cell, node, { text: true });
  }
  pieces(page);
  table.recount();
}

// Whether somebody has typed on in a cell while its text was under way.
function typedOver(cell, sent) {
  const input = table.field(cell);
  return document.activeElement === input && input.value !== sent;
}

function refused(act, { status, page }) {
  act.forbidden = status === 403 || status === 404;
  act.note = act.forbidden ? "" : (page.getElementById("note")?.textContent ?? "");
  act.faults = new Map();
  if (!act.forbidden) {
    for (const { key, cell, node } of freshCells(page)) {
      if (!act.changes.has(key)) continue;
      const theirs = node.querySelector("[data-choose=theirs]");
      if (theirs) act.faults.set(key, { theirs: theirs.dataset.text, number: Number(node.dataset.seen) });
      else if (node.querySelector(".cell-msg")) act.faults.set(key, null);
      else continue;
      table.refresh(cell, node, { text: false });
    }
    pieces(page);
  }
  for (const key of act.changes.keys()) if (!act.faults.has(key)) mark(table.byKey(key), "unsaved");
  if (act.kind !== "typed") {
    for (const key of act.changes.keys()) takeStored(key, act.faults.get(key));
    act.settle(null);
    return;
  }
  held.push(act);
}

function* freshCells(page) {
  for (const row of page.querySelectorAll("tr[data-use]"))
    for (const node of row.querySelectorAll("td.c")) {
      const input = node.querySelector("input");
      if (!input) continue;
      const key = `${row.dataset.use}:${table.months[Number(input.name.slice(1)) - 1]}`;
      const cell = table.byKey(key);
      if (cell) yield { key, cell, node };
    }
}

// Totals of rows, scopes and year: each piece of the answer goes where the page has one of its id.
function pieces(page) {
  for (const fresh of page.querySelectorAll("[id]:is(td, tr, div)")) {
    if (fresh.closest("td.c")) continue;
    const here = document.getElementById(fresh.id);
    if (here && !fresh.parentElement.closest("tr[id]")) here.replaceChildren(...fresh.childNodes);
  }
}

const MARKS = { saved: "i-tick", unsaved: "i-warn" };

function mark(cell, how) {
  cell.classList.remove("saving", "saved", "unsaved");
  cell.classList.add(how);
  cell.querySelector(":scope > .way")?.remove();
  if (!MARKS[how]) return;
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("class", "ic way");
  drawn.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "use");
  shape.setAttribute("href", `#${MARKS[how]}`);
  drawn.append(shape);
  cell.append(drawn);
}

function clearTicks() {
  for (const cell of table.grid.querySelectorAll("td.saved")) {
    cell.classList.remove("saved");
    cell.querySelector(":scope > .way")?.remove();
  }
}

window.addEventListener("online", () => {
  if (stopped === "offline") resume();
});
