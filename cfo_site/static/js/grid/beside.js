// The panel beside the grid shows what belongs to the cell in hand; F6 goes there and back.

import { bring } from "./outbox.js";
import * as table from "./table.js";

const panel = document.getElementById("beside");
const PAUSE = 150; // ms on a cell before its panel is read: whoever passes by asks for nothing
let timer = 0;
let shown = "";
let here = null;

const visible = () => panel.getClientRects().length > 0;

export function follow(cell) {
  here = cell;
  clearTimeout(timer);
  if (visible()) timer = setTimeout(() => load(cell), PAUSE);
}

export function again() {
  shown = "";
  if (here) follow(here);
}

function load(cell) {
  const address = `${table.grid.dataset.address}${table.use(cell)}/${table.month(cell)}/beside/`;
  if (address === shown) return;
  shown = address;
  // a cell that is passed by takes its request back: nothing to be told about
  htmx.ajax("GET", address, { source: panel, target: panel, swap: "innerHTML" }).catch(() => {});
}

// On a narrow screen the panel lies over the grid while somebody is in it.
export function enter() {
  panel.classList.add("open");
  if (here) load(here);
  panel.focus();
}

panel.addEventListener("keydown", (event) => {
  if (event.key !== "F6" && event.key !== "Escape") return;
  event.preventDefault();
  panel.classList.remove("open");
  if (here) table.field(here).focus();
});

// What was marked in the panel is another figure in the grid: the answer carries its row.
panel.addEventListener("htmx:afterSwap", () => {
  const fresh = document.getElementById("beside-fresh");
  if (fresh) bring(new DOMParser().parseFromString(fresh.innerHTML, "text/html"));
  fresh?.remove();
});
