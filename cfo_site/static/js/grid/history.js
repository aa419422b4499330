// Undo and redo. Each is a new revision that says again what an earlier one said, stored by the same door as anything
// typed; where somebody else has changed a cell meanwhile nothing is done, and they are told.

import * as outbox from "./outbox.js";
import * as table from "./table.js";
import { say, word } from "./words.js";

const MOST = 200;
const past = [];
const future = [];
const mine = new Map(); // key → the newest revision of it that this page has made

function remember(stack, saved) {
  const cells = [...saved].filter(([, { before, after }]) => before !== after);
  for (const [key, { after }] of cells) mine.set(key, after);
  if (!cells.length) return;
  stack.push(new Map(cells));
  if (stack.length > MOST) stack.shift();
}

// Store what was typed, and remember it.
export async function commit(entries) {
  const saved = await outbox.commit(entries);
  if (saved) {
    remember(past, saved);
    future.length = 0;
    show();
  }
  return saved;
}

async function back(from, to, { done, nothing }) {
  const { held } = outbox.state();
  if (from === past && held.length) {
    outbox.drop(held[held.length - 1]); // what was refused is the last thing that was done
    return;
  }
  const act = from.pop();
  show();
  if (!act) {
    say(word(nothing));
    return;
  }
  const changes = new Map();
  const overtaken = [];
  for (const [key, { before }] of act) {
    const cell = table.byKey(key);
    if (table.seen(cell) !== mine.get(key)) overtaken.push(table.nameOf(cell));
    changes.set(key, { back: before, basedOn: mine.get(key) });
  }
  if (overtaken.length) {
    refuse(overtaken);
    return;
  }
  const sent = new outbox.Act(changes, { kind: "undo" });
  const saved = await outbox.send(sent);
  if (!saved) {
    refuse([...sent.faults].filter(([, clash]) => clash).map(([key]) => table.nameOf(table.byKey(key))), sent.note);
    return;
  }
  const turned = new Map();
  for (const [key, { before, after }] of saved) {
    turned.set(key, { before: act.get(key).after, after });
    if (before !== after) mine.set(key, after);
  }
  to.push(turned);
  show();
  go(turned.keys().next().value);
  say(word(done, { n: changes.size }));
}

function refuse(names, note = "") {
  const told = [word("notUndone"), names.join(", "), note].join(" ").trim();
  const bar = document.getElementById("undone");
  bar.textContent = told;
  bar.hidden = false;
}

function go(key) {
  const input = table.field(table.byKey(key));
  input.focus();
  input.select();
}

let busy = Promise.resolve();
const inTurn = (work) => {
  busy = busy.then(work);
  return busy;
};

export const undo = () => inTurn(() => back(past, future, { done: "undone", nothing: "nothingToUndo" }));
export const redo = () => inTurn(() => back(future, past, { done: "redone", nothing: "nothingToRedo" }));

function show() {
  document.querySelector("#tools [data-act=undo]").disabled = !past.length;
  document.querySelector("#tools [data-act=redo]").disabled = !future.length;
  document.getElementById("undone").hidden = true;
}
