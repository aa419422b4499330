// What stands below the grid: how far storing has come, what was refused and the ways out, undo, the block in hand.

import * as block from "./block.js";
import * as history from "./history.js";
import * as outbox from "./outbox.js";
import * as selection from "./selection.js";
import { signIn } from "./session.js";
import * as table from "./table.js";
import { say, word } from "./words.js";

const bar = document.getElementById("held");
const WHY = { offline: "offline", signedOut: "signedOut", otherPerson: "otherPerson" };
let told = "";

function show() {
  const { waiting, held, stopped } = outbox.state();
  const cells = (acts) => acts.reduce((sum, act) => sum + act.changes.size, 0);
  const clashes = held.reduce((sum, act) => sum + act.clashes, 0);
  const faults = held.reduce((sum, act) => sum + act.faults.size, 0) - clashes;
  let text = "";
  if (stopped) text = word(WHY[stopped], { n: cells(waiting) });
  else if (clashes) text = word("clash", { n: cells(held), m: clashes });
  else if (held.some((act) => act.forbidden)) text = word("forbidden", { n: cells(held) });
  else if (held.length) text = word("refused", { n: cells(held), m: faults });
  const notes = held.map((act) => act.note).filter(Boolean);
  text = [text, ...notes, stopped ? "" : firstFault(held)].join(" ").trim();
  offer("mine", !stopped && clashes > 0);
  offer("theirs", !stopped && clashes > 0);
  offer("next", !stopped && faults > 0);
  offer("drop", !stopped && held.length > 0);
  offer("retry", stopped === "offline" || (!stopped && held.some((act) => !act.faults.size)));
  offer("sign-in", stopped === "signedOut");
  offer("reload", stopped === "otherPerson");
  table.grid.classList.toggle("few", clashes + faults === 1); // a single message may stand over the cells
  bar.hidden = !text;
  if (text !== told) bar.querySelector("b").textContent = text;
  told = text;
  const saved = document.getElementById("saved");
  if (waiting.length) saved.textContent = word(stopped ? "unsaved" : "saving");
  else if (!held.length && saved.querySelector(".bad")) saved.textContent = word("idle"); // what was refused is given up
  if (stopped === "signedOut") signIn();
}

function firstFault(held) {
  for (const act of held)
    for (const key of act.faults.keys()) {
      const cell = table.byKey(key);
      const message = cell.querySelector(".cell-msg")?.firstChild.textContent ?? "";
      return `${table.nameOf(cell)}: ${message}`;
    }
  return "";
}

function offer(act, wanted) {
  bar.querySelector(`[data-act="${act}"]`).hidden = !wanted;
}

const ACTS = {
  mine: () => settle(true),
  theirs: () => settle(false),
  next: () => focusFault(),
  drop: () => outbox.state().held.forEach(outbox.drop),
  retry: () => {
    outbox.retry();
    outbox.resume();
  },
  "sign-in": () => signIn(),
  reload: () => location.reload(),
  undo: () => history.undo(),
  redo: () => history.redo(),
  fill: () => block.fillRight(),
  clear: () => block.empty(),
  copy: async () => {
    await navigator.clipboard.writeText(block.asText());
    block.copied();
  },
};

function settle(mine) {
  for (const act of outbox.state().held)
    for (const [key, clash] of [...act.faults]) if (clash) outbox.choose(key, mine);
  table.field(selection.active())?.focus();
}

function focusFault() {
  for (const act of outbox.state().held)
    for (const key of act.faults.keys()) {
      table.field(table.byKey(key)).focus();
      return;
    }
}

for (const place of [bar, document.getElementById("tools")])
  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act]");
    if (button) ACTS[button.dataset.act]();
  });

// Both ways out of a clash stand in the cell.
table.grid.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-choose]");
  if (!button) return;
  const cell = table.cellOf(button);
  outbox.choose(table.key(cell), button.dataset.choose === "mine");
  table.field(cell).focus();
});

let before = 0;
outbox.onChange(() => {
  show();
  const { waiting, held, stopped } = outbox.state();
  if (before && !waiting.length && !held.length && !stopped) say(word("saved"));
  before = waiting.length;
});

window.addEventListener("beforeunload", (event) => {
  const { held, stopped } = outbox.state();
  if (held.length || stopped) event.preventDefault();
});

document.getElementById("tools").hidden = false;
