// Single keys for people who stay on the keyboard; each can be switched off in the help that "?" opens.
const OFF = "sightline-shortcuts-off";
const help = document.getElementById("shortcuts");
const allowed = document.getElementById("shortcuts-allowed");
const actions = {
  "/": () => document.querySelector("main input[type=search], main .filters select")?.focus(),
  "?": () => help?.showModal(),
  n: () => {
    const navigation = document.getElementById("navigation");
    if (navigation && !navigation.checkVisibility()) navigation.showPopover();
    navigation?.querySelector("a[aria-current], li a")?.focus();
  },
  t: () => {
    const radios = [...document.querySelectorAll("[data-theme-switch] input")];
    radios[(radios.findIndex((radio) => radio.checked) + 1) % radios.length]?.click();
  },
};

if (allowed) {
  allowed.checked = localStorage.getItem(OFF) === null;
  allowed.addEventListener("change", () => {
    if (allowed.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  if (!(event.key in actions) || (localStorage.getItem(OFF) !== null && event.key !== "?")) return;
  event.preventDefault();
  actions[event.key]();
});
