// Tables that sort, filter, leave as CSV and, where they are long, show their first rows until they are asked for all. Their state is in the address: ?<id>.sort=-spend&<id>.q=summit
const NOTHING = new Set(["", "–", "-", "No data"]);

function raw(cell) {
  return (cell?.dataset.value ?? cell?.innerText ?? "").trim();
}

function order(kind) {
  if (kind !== "number" && kind !== "level") return (a, b) => a.localeCompare(b, undefined, { numeric: true });
  const plain = (text) => Number(text.replace("\u2212", "-").replace(/[^\d.eE+-]/g, ""));
  return (a, b) => plain(a) - plain(b);
}

function remember(key, value) {
  const address = new URL(location);
  if (value) address.searchParams.set(key, value);
  else address.searchParams.delete(key);
  history.replaceState(history.state, "", address);
}

class SortedTable {
  constructor(box) {
    this.box = box;
    this.id = box.dataset.table;
    this.table = box.querySelector("table");
    this.body = this.table.tBodies[0];
    this.rows = [...this.body.rows];
    this.heads = [...(this.table.tHead?.rows[0]?.cells ?? [])];
    const state = new URL(location).searchParams;
    this.first = Number(box.dataset.first ?? 0);
    if (this.first && this.rows.length > this.first + 2) this.#shortenable();
    this.heads.forEach((head, index) => this.#sortable(head, index));
    this.tools = box.querySelector(".table-tools");
    if (box.dataset.filter) this.#filterable(state.get(`${this.id}.q`) ?? "");
    if (box.dataset.csv) this.#downloadable();
    const sort = state.get(`${this.id}.sort`);
    if (sort) this.#restore(sort);
  }

  #sortable(head, index) {
    if (!head.dataset.kind) return;
    head.dataset.key ??= head.innerText.trim().toLowerCase().replace(/[^a-z0-9]+/g, "-");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    // A definition opens by itself and so stands beside the button, not in it.
    const opens = "button, details, summary, a";
    button.append(...[...head.childNodes].filter((node) => !node.matches?.(opens) && !node.querySelector?.(opens)));
    head.prepend(button);
    // Numbers and levels are asked for largest first, words from A.
    const first = head.dataset.kind !== "text" ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    button.addEventListener("click", () => {
      const direction = head.ariaSort === first ? other : first;
      this.#sort(index, direction);
      remember(`${this.id}.sort`, (direction === "descending" ? "-" : "") + head.dataset.key);
    });
  }

  #sort(index, direction) {
    const compare = order(this.heads[index].dataset.kind);
    const sign = direction === "descending" ? -1 : 1;
    const keyed = this.rows.map((row) => [raw(row.cells[index]), row]);
    keyed.sort(([a], [b]) => {
      if (NOTHING.has(a) || NOTHING.has(b)) return NOTHING.has(a) - NOTHING.has(b);
      return sign * compare(a, b);
    });
    this.rows = keyed.map(([, row]) => row);
    this.body.append(...this.rows);
    this.#beyond();
    this.heads.forEach((head, at) => { head.ariaSort = at === index ? direction : null; });
  }

  #restore(sort) {
    const key = sort.replace(/^-/, "");
    const index = this.heads.findIndex((head) => head.dataset.key === key);
    if (index >= 0) this.#sort(index, sort.startsWith("-") ? "descending" : "ascending");
  }

  #filterable(words) {
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = this.box.dataset.filter;
    input.setAttribute("aria-label", this.box.dataset.filter);
    input.setAttribute("aria-controls", this.id);
    input.value = words;
    this.count = this.tools.querySelector(".count") ?? document.createElement("span");
    this.count.className = "count";
    this.count.setAttribute("aria-live", "polite");
    this.tools.prepend(input, this.count);
    input.addEventListener("input", () => {
      this.#filter(input.value);
      remember(`${this.id}.q`, input.value.trim());
    });
    this.#filter(words);
  }

  #filter(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    if (this.more) this.table.classList.toggle("shortened", !words.length && !this.more.hidden);
    for (const row of this.rows) {
      const hit = words.every((word) => row.textContent.toLowerCase().includes(word));
      row.hidden = !hit;
      shown += hit;
    }
    this.count.textContent = words.length ? `${shown} of ${this.rows.length}` : `${this.rows.length} ${this.rows.length === 1 ? "row" : "rows"}`;
  }

  // Only the look of a screen: paper and files have every row.
  #shortenable() {
    this.more = document.createElement("button");
    this.more.type = "button";
    this.more.className = "button small show-all";
    this.more.textContent = `Show all ${this.rows.length}`;
    this.more.addEventListener("click", () => {
      this.more.hidden = true;
      this.table.classList.remove("shortened");
      this.rows[this.first].querySelector("a, button")?.focus();
    });
    this.table.classList.add("shortened");
    this.box.append(this.more);
    this.#beyond();
  }

  #beyond() {
    if (this.more) this.rows.forEach((row, at) => row.classList.toggle("beyond", at >= this.first));
  }

  #downloadable() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = "CSV";
    button.addEventListener("click", () => download(this.table, this.box.dataset.csv));
    const end = document.createElement("div");
    end.className = "end";
    end.append(button);
    this.tools.append(end);
  }
}

// A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[-+]?[\d.,]+(e[-+]?\d+)?$/i.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function download(table, name) {
  const rows = [...table.rows].filter((row) => !row.hidden);
  const text = rows.map((row) => [...row.cells].map((one) => cell(raw(one))).join(",")).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
  link.download = name.endsWith(".csv") ? name : `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function enhance(root) {
  for (const box of root.querySelectorAll("[data-table]:not([data-ready])")) {
    box.dataset.ready = "";
    new SortedTable(box);
  }
}

enhance(document);
document.addEventListener("htmx:afterSettle", () => enhance(document));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-figure-csv]");
  const table = button?.closest("figure").querySelector(".twin table");
  if (table) download(table, button.dataset.figureCsv);
});
