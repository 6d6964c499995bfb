// The mapping desk by keyboard: j, k move; x selects; Enter accepts; o chooses an objective; u takes the last step back.
const form = document.querySelector("form[data-desk]");
const OFF = "sightline-shortcuts-off";
const boxes = () => [...form.querySelectorAll("tr[data-row]:not([hidden]) input[type=checkbox]")];
let busy = false;

function move(by) {
  const all = boxes();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.closest("tr").scrollIntoView({ block: "nearest" });
}

function chosen() {
  const selected = boxes().filter((box) => box.checked);
  const here = document.activeElement.closest?.("tr[data-row]")?.querySelector("input[type=checkbox]");
  return selected.length ? selected : here ? [here] : [];
}

function count() {
  const selected = boxes().filter((box) => box.checked).length;
  form.querySelector("[data-desk-count]").textContent = selected ? `${selected} selected` : "Selected campaigns";
}

// Sends the step; the answer holds the totals anew. Rows that are done leave the list, the next one is current.
async function send(action, picked) {
  if (busy) return;
  busy = true;
  const data = new FormData(form);
  data.delete("campaign");
  for (const box of picked) data.append("campaign", box.value);
  if (action !== "undo") data.set("action", action);
  try {
    const answer = await fetch(action === "undo" ? form.dataset.undo : form.getAttribute("action"), {
      method: "POST", body: data, headers: { "X-Desk": "step" }, redirect: "error",
    });
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    document.getElementById("desk-totals").outerHTML = await answer.text();
    if (answer.ok && action === "undo") return location.reload();
    if (answer.ok) leave(action === "accept" ? picked.filter(suggested) : picked);
  } catch {
    say("The server could not be reached; nothing was changed. Try again.");
  } finally {
    busy = false;
  }
  return undefined;
}

function suggested(box) {
  return box.parentElement.querySelector("input[type=hidden]") !== null;
}

function leave(done) {
  const all = boxes();
  const last = all.indexOf(done.at(-1));
  const next = all.slice(last + 1).find((box) => !done.includes(box)) ?? all.find((box) => !done.includes(box));
  for (const box of done) box.closest("tr").remove();
  count();
  if (next) next.focus();
  else location.reload();
}

function say(sentence) {
  const line = document.createElement("p");
  line.className = "desk-said wrong";
  line.role = "alert";
  line.textContent = sentence;
  const totals = document.getElementById("desk-totals");
  totals.querySelector(".desk-said")?.remove();
  totals.prepend(line);
}

function accept() {
  const picked = chosen();
  if (picked.length && !picked.some(suggested)) return choose();
  return picked.length ? send("accept", picked) : move(1);
}

function choose() {
  const picked = chosen();
  for (const box of picked) box.checked = true;
  count();
  document.getElementById("aim").focus();
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: () => { document.activeElement.closest("tr[data-row]")?.querySelector("input[type=checkbox]").click(); },
  o: choose,
  u: () => send("undo", []),
  Enter: accept,
};

if (form) {
  form.addEventListener("change", count);
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    event.preventDefault();
    if (button?.hasAttribute("formaction")) send("undo", []);
    else send(button?.value ?? "accept", chosen());
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const box = event.target.matches("input[type=checkbox]");
    if (event.key === "Enter" ? !box : event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    if (!(event.key in keys) || localStorage.getItem(OFF) !== null) return;
    event.preventDefault();
    keys[event.key]();
  });
}
