// The mapping matrix by keyboard: arrows move, d, l and s say how a KPI serves, Backspace clears, u takes back.
const grid = document.querySelector("table[data-matrix]");
const OFF = "sightline-shortcuts-off";
const WORDS = { d: "direct", l: "leading", s: "supporting", Backspace: "", Delete: "" };
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
let busy = false;

const rows = () => [...grid.querySelectorAll("tbody tr")].filter((row) => row.querySelector("td"));
const link = (row, at) => row?.cells[at]?.querySelector("a");

// One cell at a time is in the order of the tab key; arrows go to the others.
function settle(cell) {
  for (const other of grid.querySelectorAll("td a[tabindex='0']")) other.tabIndex = -1;
  cell.tabIndex = 0;
}

function move(from, [down, right]) {
  const all = rows();
  const row = all[all.indexOf(from.closest("tr")) + down];
  const next = link(row, from.closest("td").cellIndex + right);
  next?.focus();
}

async function send(url, values, cell) {
  if (busy) return;
  busy = true;
  const id = cell?.id;
  try {
    await htmx.ajax("POST", url, { target: cell ?? "#matrix-findings", swap: "outerHTML", values });
  } finally {
    busy = false;
  }
  if (id) document.getElementById(id)?.focus();
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
    if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  });
  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td a");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in MOVES) {
      event.preventDefault();
      move(cell, MOVES[event.key]);
    } else if (localStorage.getItem(OFF) !== null) {
      return;
    } else if (event.key in WORDS) {
      event.preventDefault();
      send(grid.dataset.matrix, { ...place(cell), serves: WORDS[event.key] }, cell);
    } else if (event.key === "u") {
      event.preventDefault();
      send(grid.dataset.undo, {}, null).then(() => location.reload());
    }
  });
}
