// What is not stored yet is kept in this browser, by person, town and year (keys that tell nothing about the person), and
// offered again when the page is opened. Gone when it is stored, thrown away, or the person signs out.

import { commit } from "./history.js";
import * as outbox from "./outbox.js";
import * as table from "./table.js";
import { fill } from "./words.js";

const place = document.getElementById("drafts");
let offered = {}; // of an earlier visit, not taken up yet

function read() {
  try {
    return JSON.parse(localStorage.getItem(place.dataset.key)) ?? {};
  } catch {
    return {};
  }
}

function keep(cells) {
  try {
    if (localStorage.getItem("cfo-who") !== place.dataset.who) return; // signed out, or somebody else has come
    if (Object.keys(cells).length) localStorage.setItem(place.dataset.key, JSON.stringify(cells));
    else localStorage.removeItem(place.dataset.key);
  } catch {
    // a browser that keeps nothing: the texts still stand in the page
  }
}

// Also what is being typed at this moment.
export function save() {
  const cells = { ...offered, ...outbox.unsaved() };
  const input = document.activeElement;
  const cell = table.cellOf(input);
  if (cell && table.field(cell) === input && input.value !== outbox.current(cell))
    cells[table.key(cell)] = [table.seen(cell), input.value];
  keep(cells);
}

export function offer() {
  localStorage.setItem("cfo-who", place.dataset.who);
  offered = Object.fromEntries(
    Object.entries(read()).filter(([key, [, text]]) => {
      const cell = table.byKey(key);
      return cell && table.stored(cell) !== text;
    }),
  );
  save();
  const cells = Object.entries(offered);
  if (!cells.length) return;
  const heading = place.querySelector("[data-text]");
  heading.textContent = fill(heading.dataset.text, { n: cells.length });
  place.querySelector("ul").replaceChildren(
    ...cells.slice(0, 12).map(([key, [, text]]) => {
      const each = document.createElement("li");
      each.textContent = `${table.nameOf(table.byKey(key))}: ${text || "–"}`;
      return each;
    }),
  );
  place.hidden = false;
}

place.addEventListener("click", ({ target }) => {
  const act = target.dataset.act;
  if (!act) return;
  const cells = Object.entries(offered);
  offered = {};
  place.hidden = true;
  if (act === "resume")
    commit(cells.map(([key, [basedOn, text]]) => ({ cell: table.byKey(key), text, basedOn })));
  save();
  table.field(table.every().find(table.field)).focus();
});

outbox.onChange(save);
window.addEventListener("pagehide", save);
