// Native dialogs opened by data-opens, menus that close themselves, filter forms that submit themselves.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submits-itself]");
  if (form && event.target.type !== "search") form.requestSubmit();
});

// A filter left empty has no business in the address.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-submits-itself]")) return;
  for (const control of event.target.elements) {
    if (control.name && control.value === "") control.disabled = true;
  }
});
addEventListener("pageshow", () => {
  for (const control of document.querySelectorAll("form[data-submits-itself] :disabled")) control.disabled = false;
});

function outside({ clientX, clientY, target }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
