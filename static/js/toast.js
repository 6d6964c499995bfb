// Messages: good news leaves by itself, warnings and errors wait to be closed. htmx answers may send one by HX-Trigger.
const SECONDS = 7;
const LEAVES = new Set(["success", "info"]);
const ICONS = { success: "circle-check", warning: "triangle-alert", error: "circle-alert", info: "info" };
const shelf = document.getElementById("toasts");

function leave(toast) {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 200);
}

function watch(toast) {
  toast.querySelector("[data-close-toast]").addEventListener("click", () => leave(toast));
  if (!LEAVES.has(toast.dataset.toast)) return;
  let timer = setTimeout(leave, SECONDS * 1000, toast);
  const stay = () => clearTimeout(timer);
  const go = () => { stay(); timer = setTimeout(leave, SECONDS * 1000, toast); };
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
}

function icon(name) {
  const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("stroke", "currentColor");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  svg.firstChild.setAttribute("href", `${sprite}#${name}`);
  return svg;
}

function show({ text, kind = "info" }) {
  const toast = document.createElement("div");
  toast.className = `toast ${kind}`;
  toast.dataset.toast = kind;
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.dataset.closeToast = "";
  close.setAttribute("aria-label", "Close this message");
  close.append(icon("x"));
  toast.append(icon(ICONS[kind] ?? "info"), words, close);
  shelf.append(toast);
  watch(toast);
}

if (shelf) {
  shelf.querySelectorAll("[data-toast]").forEach(watch);
  document.addEventListener("toast", (event) => show(event.detail));
  document.addEventListener("htmx:responseError", () =>
    show({ kind: "error", text: "The server refused this step. Nothing was changed; reload the page and try again." }));
  document.addEventListener("htmx:sendError", () =>
    show({ kind: "error", text: "The server cannot be reached. Nothing was changed." }));
}
