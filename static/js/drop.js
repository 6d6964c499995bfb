// Files can be dropped anywhere on the page that asks for them; what was chosen is listed by name and size.
const field = document.querySelector("input[type=file][data-drop]");

function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB"];
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${(bytes / 2 ** (10 * step)).toFixed(step ? 1 : 0)} ${units[step]}`;
}

function list() {
  const names = [...field.files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name}, ${size(file.size)}`;
    return line;
  });
  chosen.replaceChildren(...(names.length > 1 ? names : []));
}

const chosen = document.createElement("ul");
chosen.className = "dropped";
chosen.setAttribute("aria-live", "polite");
if (field) {
  field.after(chosen);
  field.addEventListener("change", list);
  let inside = 0;
  const over = (change) => {
    inside = Math.max(0, inside + change);
    field.classList.toggle("over", inside > 0);
  };
  document.addEventListener("dragenter", (event) => { event.preventDefault(); over(1); });
  document.addEventListener("dragleave", () => over(-1));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    over(-inside);
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    list();
  });
}
