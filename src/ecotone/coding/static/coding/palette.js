// The palette under a selection: type to find a code, choose what the speaker does with it,
// press Enter. It fills in the form that would be sent without it just the same.

import { ranked } from "./finding.js";
import { light, select, spanOf } from "./selection.js";

const MOST_SHOWN = 7;
const POLE_KEYS = { "+": "gives", "-": "asks", "!": "barrier", "=": "observation" };

export class Palette {
  constructor({ form, root, card, book }) {
    Object.assign(this, { form, root, card, book });
    this.search = form.querySelector("#palette-search");
    this.list = form.querySelector("#palette-codes");
    this.advice = form.querySelector("#palette-advice");
    this.search.addEventListener("input", () => this.show());
    this.list.addEventListener("click", (event) => this.point(event));
    form.addEventListener("keydown", (event) => this.key(event));
    form.querySelector("#palette-close").addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.form.hidden;
  }

  open(range) {
    const span = range && spanOf(range, this.root);
    if (!span) return;
    this.range = range.cloneRange();
    for (const [name, value] of Object.entries(span)) this.form.elements[name].value = value;
    this.form.querySelectorAll("[name=pole]").forEach((radio) => (radio.checked = false));
    this.form.elements.target.value = "self";
    this.search.value = "";
    this.form.hidden = false;
    this.place();
    this.show();
    this.search.focus({ preventScroll: true });
    light(this.range);
    this.form.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  close() {
    if (!this.isOpen) return;
    this.form.hidden = true;
    light(null);
    this.root.focus({ preventScroll: true });
    if (this.range.startContainer.isConnected) select(this.range);
  }

  /** Stand under the last selected line, never over it. */
  place() {
    const card = this.card.getBoundingClientRect();
    const words = this.range.getBoundingClientRect();
    const room = card.width - this.form.offsetWidth - 12;
    const left = Math.max(12, Math.min(words.left - card.left + 40, room));
    this.form.style.setProperty("--palette-top", `${words.bottom - card.top + 8}px`);
    this.form.style.setProperty("--palette-left", `${left}px`);
  }

  show() {
    const found = ranked(this.book.querySelectorAll("[data-code]"), this.search.value);
    this.list.replaceChildren(...found.slice(0, MOST_SHOWN).map((line, place) => this.option(line, place)));
    this.choose(this.list.firstElementChild);
    if (!found.length) this.advice.textContent = this.form.dataset.nothing;
  }

  option(line, place) {
    const { code, above, name, uses } = line.dataset;
    const option = document.createElement("li");
    option.id = `palette-code-${place}`;
    option.setAttribute("role", "option");
    option.className = [...line.classList].find((part) => part.startsWith("hue-"));
    option.dataset.value = code;
    option.line = line;
    const count = Number(uses) ? `${uses} ${this.form.dataset.usesLabel}` : "";
    option.append(part("swatch", ""), nameOf(above, name, this.search.value), part("muted", count));
    return option;
  }

  choose(option) {
    this.list.querySelector("[aria-selected]")?.removeAttribute("aria-selected");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest", behavior: "instant" });
    this.search.setAttribute("aria-activedescendant", option?.id ?? "");
    this.form.elements.code.value = option?.dataset.value ?? "";
    const { advice = "", notFor = "" } = option?.line.dataset ?? {};
    this.advice.textContent = notFor ? `${advice} ${this.form.dataset.notForLabel} ${notFor}` : advice;
  }

  point(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.choose(option);
    this.search.focus();
  }

  key(event) {
    const chosen = this.list.querySelector("[aria-selected]");
    const pole = event.target === this.search && POLE_KEYS[event.key];
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown" && event.target === this.search)
      this.choose(chosen?.nextElementSibling ?? this.list.firstElementChild);
    else if (event.key === "ArrowUp" && event.target === this.search)
      this.choose(chosen?.previousElementSibling ?? this.list.lastElementChild);
    else if (pole) this.form.elements.pole.value = pole;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Say what is missing, if anything; the form may be sent when nothing is. */
  isReady() {
    const { code, pole } = this.form.elements;
    if (!code.value) this.search.focus();
    else if (!pole.value) this.advice.textContent = this.form.dataset.missingPole;
    return Boolean(code.value && pole.value);
  }
}

function part(name, text) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

/** The name with what was typed underlined, where it stands there, over the family's name. */
function nameOf(above, name, typed) {
  const at = typed ? name.toLowerCase().indexOf(typed.toLowerCase()) : -1;
  const from = Math.max(at, 0);
  const until = at < 0 ? 0 : at + typed.length;
  const found = document.createElement("u");
  found.textContent = name.slice(from, until);
  const shown = part("palette-name", name.slice(0, from));
  shown.append(found, name.slice(until), part("palette-family", above));
  return shown;
}
