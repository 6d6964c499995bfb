// The reader's choice of theme lives in a cookie, so that the server paints the right one from the first byte.
const YEAR = 365 * 24 * 3600;

function choose(theme) {
  const root = document.documentElement;
  if (theme === "system") {
    delete root.dataset.theme;
    document.cookie = "theme=; path=/; max-age=0; SameSite=Lax";
  } else {
    root.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; SameSite=Lax`;
  }
  announce();
}

function announce() {
  document.dispatchEvent(new CustomEvent("themechange"));
}

for (const field of document.querySelectorAll("[data-theme-switch]")) {
  field.hidden = false;
  field.addEventListener("change", (event) => choose(event.target.value));
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", announce);
