// Notes and stripes beside the words they are about, written only near the window: the rest of a
// long text keeps what the server wrote until somebody scrolls there.

import { lanesOf, MOST_LANES } from "./lanes.js";
import { light } from "./selection.js";
import { quoted, words } from "./words.js";

const WIDE_ENOUGH = matchMedia("(min-width: 900px)");
const GAP = 4;
const MOST_NOTES = 12;

export class Margin {
  constructor({ paragraphs, codings, painter, book, template }) {
    Object.assign(this, { paragraphs, codings, painter, book, template });
    this.near = new Set();
    this.lanes = new Map();
    this.drawn = new Map();
    this.isDue = false;
    this.watching = new IntersectionObserver((seen) => this.see(seen), { rootMargin: "50% 0px" });
    for (const stretch of paragraphs.byStretch.keys()) this.watching.observe(stretch);
    this.follow(paragraphs.root);
  }

  see(entries) {
    for (const { target, isIntersecting } of entries) {
      for (const paragraph of this.paragraphs.byStretch.get(target)) {
        if (!isIntersecting) this.leave(paragraph);
        else if (!this.near.has(paragraph)) this.draw(paragraph);
      }
    }
    this.arrangeSoon();
  }

  leave(paragraph) {
    this.near.delete(paragraph);
    this.drawn.delete(paragraph);
    this.painter.clear(paragraph);
  }

  draw(paragraph) {
    this.near.add(paragraph);
    this.painter.paint(paragraph);
    this.write(paragraph);
  }

  /** Show at once what one step changed, and everything near in its new lanes. */
  change(touched) {
    for (const paragraph of touched) {
      this.lanes.delete(paragraph.revision);
      this.drawn.delete(paragraph);
      if (this.near.has(paragraph)) this.draw(paragraph);
      else this.write(paragraph);
    }
    this.arrange([...this.near].filter((paragraph) => this.drawn.get(paragraph) !== this.signOf(paragraph)));
  }

  /** What is to be seen beside a paragraph; as long as it stays the same nothing has to move. */
  signOf(paragraph) {
    const lanes = this.lanesIn(paragraph.revision);
    return this.codings.notesIn(paragraph).map(({ key }) => `${key} ${lanes.get(key)}`).join();
  }

  drawAll() {
    for (const paragraph of this.paragraphs.all) this.draw(paragraph);
    this.arrange();
  }

  // --- notes ---

  write(paragraph) {
    const notes = this.codings.notesIn(paragraph).filter((note) => note.start >= paragraph.start);
    const list = paragraph.line.querySelector(".margin-notes") ?? newList(paragraph);
    list.replaceChildren(...notes.map((note) => this.note(note)));
    list.classList.toggle("is-many", notes.length > MOST_NOTES);
    list.hidden = !notes.length;
    if (notes.length > MOST_NOTES) list.append(this.more(list, notes.length - MOST_NOTES));
  }

  note(note) {
    const code = this.book.code(note.code);
    const element = this.template.content.firstElementChild.cloneNode(true);
    const said = this.paragraphs.words(note);
    element.id = `coding-${note.codings[0].id ?? note.key}`;
    element.classList.add(`hue-${code.hue}`);
    element.dataset.note = note.key;
    for (const { id } of note.codings.slice(1)) element.prepend(anchor(id));
    const name = element.querySelector("a");
    name.textContent = code.name;
    name.href = code.address;
    this.sayWhat(element, note);
    element.querySelector(".note-words").textContent = `“${said}”`;
    this.offer(element, note, `${code.name}, ${quoted(said)}`);
    return element;
  }

  sayWhat(element, note) {
    const pole = element.querySelector(".pole");
    pole.classList.add(`pole-${note.pole}`);
    pole.textContent = words(`pole-${note.pole}`);
    const about = note.target === "self" ? [] : [words(`target-${note.target}`)];
    element.querySelector(".note-coders").textContent = ["", ...about, note.coders].join(" · ");
  }

  /** Only one's own codings are changed or taken off. */
  offer(element, note, what) {
    for (const button of element.querySelectorAll("button")) {
      if (note.own) button.querySelector(".visually-hidden").textContent += ` ${what}`;
      else button.remove();
    }
  }

  more(list, number) {
    const item = document.createElement("li");
    item.className = "margin-note margin-rest";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link margin-more";
    button.textContent = words("more-notes", { n: number });
    button.addEventListener("click", () => {
      list.classList.remove("is-many");
      item.remove();
      this.arrange();
    });
    item.append(button);
    return item;
  }

  // --- where they stand ---

  arrangeSoon() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.arrange();
    });
  }

  /** Measure everything before moving anything, so that the browser lays the page out once. */
  arrange(near = [...this.near]) {
    const isWide = WIDE_ENOUGH.matches && !this.painter.isPlain;
    const measured = isWide ? near.map((paragraph) => this.measure(paragraph)) : [];
    for (const { line } of near) line.classList.toggle("is-arranged", isWide);
    for (const each of measured) placeNotes(each);
    for (const each of measured) drawStripes(each);
    for (const paragraph of near) this.drawn.set(paragraph, this.signOf(paragraph));
  }

  measure(paragraph) {
    const { top, bottom } = paragraph.line.getBoundingClientRect();
    const lanes = this.lanesIn(paragraph.revision);
    const notes = this.codings.notesIn(paragraph).map((note) => ({
      note,
      lane: lanes.get(note.key),
      hue: this.book.hue(note.code),
      ...this.reach(paragraph, note, top, bottom - top),
    }));
    const list = paragraph.line.querySelector(".margin-notes");
    const heights = [...(list?.children ?? [])].map((item) => [item, item.offsetHeight]);
    return { paragraph, notes, list, heights };
  }

  /** From top to bottom of its words in this line; a passage that goes on reaches the edge. */
  reach(paragraph, note, top, height) {
    const box = paragraph.range(note.start, note.end).getBoundingClientRect();
    const from = note.start < paragraph.start ? 0 : box.top - top;
    const until = note.end > paragraph.end ? height : box.bottom - top;
    return { from, until, goesOn: note.end > paragraph.end };
  }

  lanesIn(revision) {
    if (!this.lanes.has(revision)) this.lanes.set(revision, lanesOf(this.codings.notesOf(revision)));
    return this.lanes.get(revision);
  }

  // --- the passage of a note that the pointer or the focus is on ---

  follow(root) {
    for (const kind of ["pointerover", "focusin"]) {
      root.addEventListener(kind, (event) => this.lightUp(event.target.closest("[data-note]")?.dataset.note));
    }
    root.addEventListener("pointerleave", () => this.lightUp());
  }

  lightUp(key) {
    const coding = key && this.codings.get(key);
    const under = coding ? this.paragraphs.under(coding) : [];
    light("lit", under.map((paragraph) => paragraph.range(Math.max(coding.start, paragraph.start), coding.end)));
  }
}

function newList({ line, number }) {
  const list = document.createElement("ul");
  list.className = "margin-notes";
  list.setAttribute("aria-label", words("codes-in", { n: number }));
  line.append(list);
  return list;
}

function anchor(id) {
  const place = document.createElement("span");
  place.id = `coding-${id}`;
  return place;
}

function placeNotes({ notes, list, heights }) {
  if (!list) return;
  const from = new Map(notes.map((each) => [each.note.key, each.from]));
  let free = 0;
  for (const [item, height] of heights) {
    const top = Math.max(from.get(item.dataset.note) ?? free, free);
    item.style.setProperty("--note-top", `${top}px`);
    if (height > 1) free = top + height + GAP;
  }
  list.style.setProperty("--notes-height", `${free}px`);
}

function drawStripes({ paragraph, notes }) {
  const { line } = paragraph;
  line.querySelector(".stripes")?.remove();
  if (!notes.length) return;
  const stripes = document.createElement("div");
  stripes.className = "stripes";
  stripes.setAttribute("aria-hidden", "true");
  const shown = notes.filter(({ lane }) => lane < MOST_LANES);
  stripes.append(...shown.map(stripe));
  if (shown.length < notes.length) stripes.append(rest(notes.filter((each) => !shown.includes(each))));
  line.append(stripes);
}

function stripe({ note, lane, hue, from, until, goesOn }) {
  const element = document.createElement("span");
  element.className = `stripe hue-${hue}${goesOn ? " goes-on" : ""}`;
  element.dataset.note = note.key;
  element.style.setProperty("--lane", lane);
  element.style.setProperty("--stripe-top", `${from}px`);
  element.style.setProperty("--stripe-height", `${until - from}px`);
  return element;
}

function rest(hidden) {
  const element = document.createElement("span");
  element.className = "stripes-more";
  element.textContent = `+${hidden.length}`;
  element.style.setProperty("--stripe-top", `${Math.min(...hidden.map(({ from }) => from))}px`);
  return element;
}
