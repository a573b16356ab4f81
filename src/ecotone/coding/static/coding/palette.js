// The palette under a selection: type to find a code, choose what the speaker does with it, press
// Enter. It holds no words of its own and writes nothing: whoever opened it hears what was chosen.

import { light } from "./selection.js";
import { ranked } from "./finding.js";
import { words } from "./words.js";

const MOST_SHOWN = 7;
const MOST_SUGGESTED = 3;
const POLE_KEYS = { "+": "gives", "-": "asks", "!": "barrier", "=": "observation" };

export class Palette {
  constructor({ form, card, book, favourites, hear }) {
    Object.assign(this, { form, card, book, favourites, hear });
    this.search = form.querySelector("#palette-search");
    this.list = form.querySelector("#palette-codes");
    this.advice = form.querySelector("#palette-advice");
    this.suggested = [];
    this.search.addEventListener("input", () => this.show());
    this.list.addEventListener("click", (event) => this.point(event));
    form.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("change", (event) => (this.isPoleChosen ||= event.target.name === "pole"));
    form.addEventListener("submit", (event) => this.submit(event));
    form.querySelector("#palette-close").addEventListener("click", () => this.leave());
    for (const button of form.querySelectorAll("[data-act]")) {
      button.addEventListener("click", () => this.hear(button.dataset.act));
    }
  }

  get isOpen() {
    return !this.form.hidden;
  }

  /** Open for `range`: new words, or with `coding` a coding that is to say something else. */
  open({ range, passage, said, coding = null }) {
    Object.assign(this, { range, passage, said, coding, suggested: [] });
    this.form.classList.toggle("is-changing", Boolean(coding));
    this.search.value = "";
    this.preset(coding ?? { pole: "", target: "self" });
    this.form.hidden = false;
    light("choosing", [range]);
    this.show();
    this.place();
    this.search.focus({ preventScroll: true });
    this.form.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  preset({ pole, target }) {
    this.isPoleChosen = Boolean(pole);
    this.form.querySelectorAll("[name=pole]").forEach((radio) => (radio.checked = radio.value === pole));
    this.form.elements.target.value = target;
  }

  close() {
    if (!this.isOpen) return;
    this.form.hidden = true;
    light("choosing", []);
  }

  leave() {
    this.close();
    this.hear("left");
  }

  /** Stand under the last selected line, never over it. */
  place() {
    const card = this.card.getBoundingClientRect();
    const box = this.range.getBoundingClientRect();
    const room = card.width - this.form.offsetWidth - 12;
    const left = Math.max(12, Math.min(box.left - card.left + 40, room));
    this.form.style.setProperty("--palette-top", `${box.bottom - card.top + 8}px`);
    this.form.style.setProperty("--palette-left", `${left}px`);
  }

  // --- the list ---

  show() {
    const typed = this.search.value;
    const found = ranked(this.book.inUse, typed, (code) => this.weight(code)).slice(0, MOST_SHOWN);
    const first = this.coding && !typed ? this.book.code(this.coding.code) : null;
    const codes = first ? [first, ...found.filter((code) => code !== first)] : found;
    const options = [...codes.map((code) => this.option(code, typed)), ...this.suggestions(codes), this.newCode(typed)];
    options.forEach((option, place) => (option.id = `palette-code-${place}`));
    this.list.replaceChildren(...options);
    this.choose(options[0]);
  }

  /** Recent codes first, then pinned ones, then those in use. */
  weight(code) {
    return this.favourites.recency(code.id) * 1e6 + (this.favourites.digitOf(code.id) ? 1e5 : 0) + code.uses;
  }

  option(code, typed) {
    const option = newOption(`hue-${code.hue}`);
    option.dataset.value = code.id;
    const digit = this.favourites.digitOf(code.id);
    const count = code.uses ? words("uses", { n: code.uses }) : "";
    option.append(part("span", "swatch"), nameOf(code, typed), digit ? part("kbd", "", digit) : part("span", "muted", count));
    return option;
  }

  suggest(suggestions) {
    this.suggested = suggestions.slice(0, MOST_SUGGESTED);
    const chosen = this.list.querySelector("[aria-selected]")?.dataset.value;
    if (!this.search.value) this.show();
    this.choose(this.list.querySelector(`[data-value="${chosen}"]`) ?? this.list.firstElementChild);
  }

  /** Never among the codes: what others' wording suggests is said to be a suggestion. */
  suggestions(shown) {
    if (this.search.value) return [];
    const known = this.suggested.filter(({ code }) => this.book.code(code) && !shown.includes(this.book.code(code)));
    return known.map(({ code, shared }) => {
      const option = this.option(this.book.code(code), "");
      option.classList.add("is-suggested");
      option.lastElementChild.replaceWith(part("span", "muted", words("suggestion", { words: shared.join(", ") })));
      return option;
    });
  }

  newCode(typed) {
    const option = newOption("palette-new");
    option.dataset.value = "new";
    this.newName = typed.trim() || this.said.replace(/\s+/g, " ").trim().slice(0, 60);
    option.append(part("span", "palette-plus", "+"), part("span", "palette-name", words("new-code", { name: this.newName })));
    option.append(part("kbd", "", "Ctrl Enter"));
    return option;
  }

  choose(option) {
    this.list.querySelector("[aria-selected]")?.removeAttribute("aria-selected");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest", behavior: "instant" });
    this.search.setAttribute("aria-activedescendant", option?.id ?? "");
    this.chosen = this.book.code(option?.dataset.value) ?? null;
    this.say(this.chosen);
    if (this.chosen) this.hear("chosen", this.chosen);
  }

  /** Use for, not for; and the pole this code had last time, until another is pressed. */
  say(code) {
    const not = code?.notFor ? words("not-for", { advice: code.notFor }) : "";
    this.advice.textContent = code ? `${code.advice} ${not}` : words(this.form.dataset.mayAdd ? "new-code-how" : "new-code-may-not");
    if (this.isPoleChosen || this.coding) return;
    const before = code ? this.favourites.poleOf(code.id) : "";
    this.form.querySelectorAll("[name=pole]").forEach((radio) => (radio.checked = radio.value === before));
  }

  point(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.choose(option);
    if (option?.dataset.value === "new") this.apply({ isNew: true });
    else this.search.focus();
  }

  // --- keys ---

  key(event) {
    const isTyping = event.target === this.search;
    if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && (isTyping || event.ctrlKey || event.metaKey || event.shiftKey)) this.enter(event);
    else if (!isTyping) return;
    else if (event.key === "ArrowDown") this.step("nextElementSibling", "firstElementChild");
    else if (event.key === "ArrowUp") this.step("previousElementSibling", "lastElementChild");
    else if (POLE_KEYS[event.key]) this.press(POLE_KEYS[event.key]);
    else if (/^[1-9]$/.test(event.key) && !this.search.value && this.favourites.pinned(event.key)) this.pick(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  enter(event) {
    const isNew = event.ctrlKey || event.metaKey || (!this.chosen && event.target === this.search);
    this.apply({ isNew, stays: event.shiftKey });
  }

  step(direction, otherwise) {
    this.choose(this.list.querySelector("[aria-selected]")?.[direction] ?? this.list[otherwise]);
  }

  press(pole) {
    this.form.elements.pole.value = pole;
    this.isPoleChosen = true;
  }

  /** A pinned code, brought to the top and chosen. */
  pick(digit) {
    const code = this.book.code(this.favourites.pinned(digit));
    this.search.value = code.name;
    this.show();
    this.choose(this.list.querySelector(`[data-value="${code.id}"]`));
  }

  submit(event) {
    event.preventDefault();
    this.apply({ isNew: !this.chosen, stays: false });
  }

  /** Say what is missing, if anything; hand over what was chosen when nothing is. */
  apply({ isNew = false, stays = false }) {
    const pole = this.form.elements.pole.value;
    if (!pole) {
      this.advice.textContent = words("missing-pole");
      this.form.querySelector("[name=pole]").focus();
      return;
    }
    const said = { pole, target: this.form.elements.target.value, stays };
    if (isNew) this.hear("new", { ...said, name: this.newName });
    else this.hear("code", { ...said, code: this.chosen.id });
  }

  /** Ready for another code on the same words. */
  again() {
    this.search.value = "";
    this.preset({ pole: "", target: "self" });
    this.show();
    this.search.focus();
  }
}

function newOption(name) {
  const option = part("li", name);
  option.setAttribute("role", "option");
  return option;
}

function part(tag, name, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

/** The path with what was typed underlined in the name, where it stands there. */
function nameOf({ above, name }, typed) {
  const at = typed ? name.toLowerCase().indexOf(typed.toLowerCase()) : -1;
  const from = Math.max(at, 0);
  const until = at < 0 ? 0 : at + typed.length;
  const shown = part("span", "palette-name");
  if (above) shown.append(part("span", "palette-family", `${above} › `));
  shown.append(name.slice(0, from), part("u", "", name.slice(from, until)), name.slice(until));
  return shown;
}
