// The mapping matrix by keyboard: arrows, Home and End move, with Ctrl to the first and last cell of all; d, l and s say
// how a KPI serves, Backspace clears, u takes back, Enter asks why.
const grid = document.querySelector("table[data-matrix]");
const OFF = "sightline-shortcuts-off";
const WORDS = { d: "direct", l: "leading", s: "supporting", Backspace: "", Delete: "" };
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const dialog = document.getElementById("matrix-why");
let busy = false;
let changed = "";

const rows = () => [...grid.querySelectorAll("tbody tr")].filter((row) => row.querySelector("td"));
const link = (row, at) => row?.cells[at]?.querySelector("a");

// One cell at a time is in the order of the tab key; arrows go to the others.
function settle(cell) {
  for (const other of grid.querySelectorAll("td a[tabindex='0']")) other.tabIndex = -1;
  cell.tabIndex = 0;
}

// Home and End go to the ends of the row; with Ctrl (or ⌘) to the first and last cell of the matrix.
function leap(from, event) {
  const all = event.ctrlKey || event.metaKey ? rows() : [from.closest("tr")];
  const cells = all.at(event.key === "Home" ? 0 : -1).querySelectorAll("td a");
  [...cells].at(event.key === "Home" ? 0 : -1)?.focus();
}

function move(from, [down, right]) {
  const all = rows();
  const row = all[all.indexOf(from.closest("tr")) + down];
  const next = link(row, from.closest("td").cellIndex + right);
  next?.focus();
}

// The answer brings the changed cell, what is left open and a sentence to their places; the keyboard stays on the cell.
async function send(url, values, cell) {
  if (busy) return;
  busy = true;
  changed = cell.id;
  try {
    await htmx.ajax("POST", url, { source: grid, target: grid, swap: "none", values });
  } finally {
    busy = false;
  }
  (document.getElementById(changed) ?? cell).focus();
}

// The form of a cell, over the matrix; closing it leads back to the cell.
async function ask(cell) {
  changed = cell.id;
  await htmx.ajax("GET", cell.href, { source: grid, target: "#matrix-form", swap: "innerHTML" });
  dialog.showModal();
  dialog.querySelector("form.form :checked")?.focus();
}

function place(cell) {
  const asked = new URL(cell.href).searchParams;
  return { kpi: asked.get("kpi"), objective: asked.get("objective") };
}

if (grid) {
  for (const cell of grid.querySelectorAll("td a")) cell.tabIndex = -1;
  const first = grid.querySelector("td a");
  if (first) first.tabIndex = 0;
  grid.addEventListener("focusin", (event) => { if (event.target.closest("td a")) settle(event.target); });
  // A refusal is an answer too: the cell as it stays, and the sentence above the matrix.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    const cell = event.target.closest(".mx");
    if (cell) changed = cell.id;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "matrix-form" && !event.target.querySelector("form")) dialog.close();
  });
  dialog?.addEventListener("close", () => document.getElementById(changed)?.focus());
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("td a");
    if (!cell || !dialog || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    ask(cell);
  });
  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td a");
    if (!cell || event.altKey) return;
    if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      leap(cell, event);
    } else if (event.ctrlKey || event.metaKey) {
      return;
    } else if (event.key in MOVES) {
      event.preventDefault();
      move(cell, MOVES[event.key]);
    } else if (localStorage.getItem(OFF) !== null) {
      return;
    } else if (event.key in WORDS) {
      event.preventDefault();
      send(grid.dataset.matrix, { ...place(cell), serves: WORDS[event.key] }, cell);
    } else if (event.key === "u") {
      event.preventDefault();
      send(grid.dataset.undo, {}, cell);
    }
  });
}
