// Figures: stored JSON drawn by Plotly, which is fetched only when a figure comes near the screen.
const CONFIG = { displayModeBar: false, responsive: true, showTips: false };
const PICTURE = { format: "png", width: 1200, height: 675, scale: 2 };
const PAPER = { theme: "light", width: 640 }; // within the margins of A4
const whenIdle = (act) => (window.requestIdleCallback ?? setTimeout)(act, { timeout: 2000 });
let library;

function plotly({ plotly: address, plotlyStyle }) {
  library ??= new Promise((resolve, reject) => {
    const style = document.createElement("link");
    style.id = "plotly.js-style-global"; // Plotly then adds no rules of its own, which the security policy would refuse
    style.className = "no-inline-styles";
    style.rel = "stylesheet";
    style.href = plotlyStyle;
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { library = undefined; reject(new Error("The drawing library could not be loaded.")); };
    document.head.append(style, script);
  });
  return library;
}

// "accent" or "f-brand/0.35" under a colour's name become today's rgb() of that design token.
function painter() {
  const probe = document.createElement("i");
  probe.style.transition = "none";
  document.body.append(probe);
  const known = new Map();
  const colour = (token) => {
    if (known.has(token)) return known.get(token);
    const [name, alpha] = token.split("/");
    probe.style.color = "";
    probe.style.color = `var(--${name})`;
    const rgb = getComputedStyle(probe).color;
    known.set(token, alpha ? rgb.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`) : rgb);
    return known.get(token);
  };
  const isToken = (text) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\/[\d.]+)?$/.test(text)
    && getComputedStyle(document.documentElement).getPropertyValue(`--${text.split("/")[0]}`) !== "";
  const paint = (value, key = "") => {
    if (Array.isArray(value)) return value.map((one) => paint(one, key));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, paint(one, name)]));
    }
    return typeof value === "string" && /color/i.test(key) && isToken(value) ? colour(value) : value;
  };
  return { paint, done: () => probe.remove() };
}

function painted(figure) {
  const { paint, done } = painter();
  const ready = { data: paint(figure.data), layout: paint(figure.layout) };
  done();
  return ready;
}

class Figure {
  constructor(element) {
    this.element = element;
    this.plot = element.querySelector(".figure-plot");
    this.still = this.plot.querySelector(".picture"); // what the server drew stands until the library has drawn
    if (!this.still) this.#say("waiting", "Drawing…");
    this.#twin();
    element.querySelector("[data-figure-png]")?.addEventListener("click", () => this.picture());
    document.addEventListener("themechange", () => this.begun && this.draw());
    addEventListener("beforeprint", () => this.#react(PAPER));
    addEventListener("afterprint", () => this.#react());
    const begin = () => this.begun || this.draw();
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      begin();
    }, { rootMargin: "500px" }).observe(element);
    whenIdle(begin); // what lies further down may be printed without ever having been seen
  }

  // One drawing at a time: a second theme may be chosen while the first is still being drawn.
  draw() {
    this.begun = true;
    delete this.element.dataset.drawn;
    this.turn = (this.turn ?? Promise.resolve()).then(() => this.#draw());
    return this.turn;
  }

  async #draw() {
    try {
      this.figure ??= await this.#stored();
      await plotly(this.element.dataset);
      this.plot.querySelector(".waiting, .failed")?.remove();
      this.plot.setAttribute("role", "img");
      this.drawn = true;
      await this.#react();
      this.still?.remove();
      this.still = undefined;
      // A kind that the library does not know is drawn as a scatter without a word.
      const { data } = this.figure;
      const strange = this.plot._fullData.find((trace, at) => trace.type !== (data[at]?.type ?? "scatter"));
      if (strange) throw new Error("The drawing library does not know this kind of figure.");
      this.element.dataset.drawn = "";
    } catch (error) {
      this.drawn = false;
      window.Plotly?.purge(this.plot);
      this.#fail(error);
    }
  }

  #react({ theme, ...size } = {}) {
    if (!this.drawn) return undefined;
    document.documentElement.style.colorScheme = theme ?? "";
    const { data, layout } = painted(this.figure);
    document.documentElement.style.colorScheme = "";
    // The library forgets the height of a figure when the window changes, and then takes that of its place.
    if (layout.height && !size.height) this.plot.style.minHeight = `${layout.height}px`;
    // A flow glides to its new size, which paper does not wait for: there it is drawn anew.
    if (size.width && data.some(({ type }) => type === "sankey")) window.Plotly.purge(this.plot);
    return window.Plotly.react(this.plot, data, { ...layout, ...size }, CONFIG);
  }

  async picture() {
    if (!this.drawn) await this.draw();
    const { data, layout } = painted(this.figure);
    const background = getComputedStyle(this.element).backgroundColor;
    const title = { text: this.element.dataset.title, x: 0.02, xanchor: "left", font: { size: 20 } };
    const margin = { ...layout.margin, t: 72, l: 32, r: 32, b: 48 };
    const whole = { ...layout, title, margin, paper_bgcolor: background };
    const height = Math.max(PICTURE.height, (layout.height ?? 0) + margin.t + margin.b);
    const address = await window.Plotly.toImage({ data, layout: whole, config: CONFIG }, { ...PICTURE, height });
    const link = document.createElement("a");
    link.href = address;
    link.download = `${this.element.dataset.figure}.png`;
    link.click();
  }

  #twin() {
    const button = this.element.querySelector("[data-figure-table]");
    const twin = this.element.querySelector("details.twin");
    button?.addEventListener("click", () => { twin.open = !twin.open; });
    twin?.addEventListener("toggle", () => button?.setAttribute("aria-expanded", twin.open));
  }

  async #stored() {
    const { src } = this.element.dataset;
    if (!src) return JSON.parse(this.element.querySelector('script[type="application/json"]').textContent);
    const answer = await fetch(src, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("The figure could not be fetched.");
    return answer.json();
  }

  #say(kind, text) {
    const words = document.createElement("div");
    words.className = kind;
    words.textContent = text;
    this.plot.replaceChildren(words);
    return words;
  }

  #fail(error) {
    const words = this.#say("failed", `${error.message} The table below has the numbers.`);
    this.plot.setAttribute("role", "group"); // a picture may not hold a button
    words.setAttribute("role", "alert");
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button small";
    again.textContent = "Try again";
    again.addEventListener("click", () => { this.#say("waiting", "Drawing…"); this.draw(); });
    words.append(again);
  }
}

function enhance() {
  for (const element of document.querySelectorAll("figure[data-figure]:not([data-ready])")) {
    element.dataset.ready = "";
    new Figure(element);
  }
}

enhance();
document.addEventListener("htmx:afterSettle", enhance);
