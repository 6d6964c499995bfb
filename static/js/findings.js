// Findings by keyboard: j, k move from one to the next; Enter opens the one that is current.
const OFF = "sightline-shortcuts-off";
const links = () => [...document.querySelectorAll("tr[data-row]:not([hidden]) th a")];

function move(by) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.closest("tr").scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select") || localStorage.getItem(OFF) !== null) return;
  if (event.key !== "j" && event.key !== "k") return;
  event.preventDefault();
  move(event.key === "j" ? 1 : -1);
});
