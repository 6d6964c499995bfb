// The links of a campaign: rows are added and the shares are summed while they are typed.
const form = document.querySelector("form[data-links]");

function sum() {
  const shares = [...form.querySelectorAll("input[name$='-share']")].map((input) => Number(input.value.replace(",", ".")) || 0);
  const whole = Math.round(shares.reduce((all, one) => all + one, 0) * 100) / 100;
  const output = form.querySelector("[data-links-sum]");
  output.textContent = `${whole} % linked, ${Math.round((100 - whole) * 100) / 100} % left`;
  output.classList.toggle("too-much", whole > 100);
}

function add() {
  const total = form.querySelector("[name='links-TOTAL_FORMS']");
  const rows = [...form.querySelectorAll(".link-row")];
  const copy = rows.at(-1).cloneNode(true);
  const [before, after] = [`links-${rows.length - 1}-`, `links-${rows.length}-`];
  for (const part of copy.querySelectorAll("[name], [id], [for]")) {
    for (const name of ["name", "id", "for"]) {
      if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(before, after));
    }
  }
  for (const input of copy.querySelectorAll("input")) input.value = "";
  for (const select of copy.querySelectorAll("select")) select.selectedIndex = 0;
  for (const error of copy.querySelectorAll(".errorlist")) error.remove();
  copy.querySelector("legend").textContent = `Link ${rows.length + 1}`;
  rows.at(-1).after(copy);
  total.value = String(rows.length + 1);
  copy.querySelector("select").focus();
}

if (form) {
  form.addEventListener("input", sum);
  form.querySelector("[data-links-add]").addEventListener("click", add);
  sum();
}
