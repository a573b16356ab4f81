// The codebook beside the text: finding a code, how often each is used, which digits it is pinned
// on, and what it says of the code that is looked at.

import { indexed, ranked } from "./finding.js";
import { words } from "./words.js";

export class Book {
  constructor(element, favourites) {
    Object.assign(this, { element, favourites });
    this.codes = new Map();
    this.search = element.querySelector("#codebook-search");
    this.panel = element.querySelector("#code-panel");
    for (const line of element.querySelectorAll("[data-code]")) this.take(line);
    this.search.hidden = false;
    this.search.addEventListener("input", () => this.narrow());
    element.addEventListener("click", (event) => this.pin(event.target.closest(".pin")));
    for (const kind of ["pointerover", "focusin"]) {
      element.addEventListener(kind, (event) => this.describe(event.target.closest("[data-code]")?.dataset.code));
    }
    this.showPins();
  }

  /** Learn a code from its line. */
  take(line) {
    const { code, name, above, otherNames, advice, notFor, uses, hue, retired } = line.dataset;
    const address = line.querySelector("a").href;
    const numbers = { id: Number(code), uses: Number(uses), hue: Number(hue) };
    const read = { ...numbers, name, above, otherNames, advice, notFor, address, line, isRetired: Boolean(retired) };
    this.codes.set(read.id, { ...read, index: indexed(read) });
  }

  /** A code made just now, by what the server wrote for it; its family may stand there already. */
  add(html) {
    const family = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    this.code(family.querySelector("[data-code]").dataset.code)?.line.closest("details").remove();
    this.element.querySelector(".families").append(family);
    for (const line of family.querySelectorAll("[data-code]")) this.take(line);
    this.showPins();
  }

  get all() {
    return [...this.codes.values()];
  }

  /** The codes that may be put on new passages. */
  get inUse() {
    return this.all.filter((code) => !code.isRetired);
  }

  code(id) {
    return this.codes.get(Number(id));
  }

  hue(id) {
    return this.codes.get(id)?.hue ?? 1;
  }

  /** Count one use more or less, in the line of the code and in its family. */
  count({ code, pole }, step) {
    const found = this.code(code);
    if (!found) return;
    found.uses += step;
    const family = found.line.closest("details").querySelector("summary .number");
    family.textContent = Number(family.textContent) + step;
    const use = found.line.querySelector(`.use-${pole}`) ?? newUse(found.line, pole);
    const number = Number(use.firstChild.data) + step;
    use.firstChild.data = number;
    use.hidden = number < 1;
  }

  // --- pins ---

  pin(button) {
    if (!button) return;
    const { id, name } = this.code(button.closest("[data-code]").dataset.code);
    const isDone = this.favourites.pin(id);
    const digit = this.favourites.digitOf(id);
    this.showPins();
    const said = digit ? "pinned" : isDone ? "unpinned" : "no-pin-free";
    this.element.dispatchEvent(new CustomEvent("said", { detail: words(said, { code: name, digit }) }));
  }

  showPins() {
    for (const { id, name, line } of this.codes.values()) {
      const digit = this.favourites.digitOf(id);
      const button = line.querySelector(".pin");
      button.classList.toggle("is-pinned", digit > 0);
      button.setAttribute("aria-pressed", String(digit > 0));
      button.firstChild.textContent = digit || "";
      button.lastChild.textContent = words("pin", { code: name });
    }
  }

  // --- what a code is for ---

  describe(id) {
    const found = id && this.code(id);
    if (!found) return;
    this.panel.hidden = false;
    this.panel.querySelector("h3").textContent = found.name;
    this.panel.querySelector(".code-panel-use").textContent = found.advice;
    const not = found.notFor ? words("not-for", { advice: found.notFor }) : "";
    this.panel.querySelector(".code-panel-not").textContent = not;
  }

  // --- finding ---

  narrow() {
    const typed = this.search.value;
    const fitting = new Set(ranked(this.all, typed).map((code) => code.line));
    for (const family of this.element.querySelectorAll(".family")) {
      const lines = [...family.querySelectorAll("[data-code]")];
      for (const line of lines) line.hidden = !fitting.has(line);
      family.hidden = lines.every((line) => line.hidden);
      if (typed.trim()) family.open = !family.hidden;
    }
  }
}

function newUse(line, pole) {
  const use = document.createElement("span");
  use.className = `use use-${pole}`;
  const name = document.createElement("span");
  name.className = "visually-hidden";
  name.textContent = ` ${words(`pole-${pole}`)}`;
  use.append("0", name);
  line.querySelector(".uses").append(use);
  return use;
}
