// Selecting without a mouse: turn by turn, sentence by sentence, word by word. The sentences are
// the server's, so that the form for use without scripts offers the same.

import { codePoints } from "./paragraphs.js";
import { select, selectedRange } from "./selection.js";

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'\u2019-]*/gu;

export class Stepper {
  constructor(paragraphs) {
    this.paragraphs = paragraphs;
    this.anchor = null;
    this.last = null;
  }

  /** Where stepping goes on from: what was stepped to last, the selected words, or the caret. */
  present() {
    if (this.anchor && this.last) return this.last;
    const range = selectedRange(this.paragraphs.root);
    const passage = range && this.paragraphs.passage(range);
    if (passage) return passage;
    const { anchorNode, anchorOffset } = document.getSelection();
    const paragraph = this.paragraphs.at(anchorNode);
    if (!paragraph) return null;
    const caret = paragraph.codePointAt(anchorNode, anchorOffset);
    return { revision: paragraph.revision, start: caret, end: caret };
  }

  /** Begin or end a selection that every step makes longer; tells whether one is open now. */
  toggle() {
    this.anchor = this.anchor ? null : this.present();
    this.last = this.anchor;
    return Boolean(this.anchor);
  }

  end() {
    this.anchor = null;
  }

  paragraph(step) {
    const here = this.present();
    const now = here && this.holding(here);
    const next = now ? this.paragraphs.next(now, step) : this.paragraphs.all[0];
    if (next) this.go(next, [next.start, next.end]);
  }

  sentence(step) {
    this.unit(step, sentencesOf);
  }

  word(step) {
    this.unit(step, wordsOf);
  }

  unit(step, unitsOf) {
    const first = this.paragraphs.all[0];
    const here = this.present() ?? (first && { revision: first.revision, start: first.start, end: first.start });
    let paragraph = here && this.holding(here);
    let unit = paragraph && nextUnit(unitsOf(paragraph), here, step);
    while (paragraph && !unit) {
      paragraph = this.paragraphs.next(paragraph, step);
      unit = paragraph && unitsOf(paragraph).at(step > 0 ? 0 : -1);
    }
    if (unit) this.go(paragraph, unit);
  }

  holding({ revision, start }) {
    const [found] = this.paragraphs.under({ revision, start, end: start + 1 });
    return found ?? this.paragraphs.byRevision.get(revision)?.findLast((each) => each.start <= start) ?? null;
  }

  go({ revision }, [start, end]) {
    this.last = { revision, start, end };
    const range = this.paragraphs.range(this.reached());
    if (range) select(range);
  }

  reached() {
    const { anchor, last } = this;
    if (!anchor || anchor.revision !== last.revision) return last;
    const [start, end] = [Math.min(anchor.start, last.start), Math.max(anchor.end, last.end)];
    return { revision: last.revision, start, end };
  }
}

function nextUnit(units, { start, end }, step) {
  if (step < 0) return units.findLast((unit) => unit[1] <= start);
  const covers = (unit) => unit[0] === start && unit[1] === end;
  const whole = units.length && start <= units[0][0] && end >= units.at(-1)[1];
  return whole && !units.some(covers) ? units[0] : units.find((unit) => unit[0] >= end);
}

function sentencesOf({ element, start }) {
  const bounds = element.dataset.sentences.split(" ").map((bound) => start + Number(bound));
  return bounds.flatMap((bound, place) => (place % 2 ? [[bounds[place - 1], bound]] : []));
}

function wordsOf({ text, start }) {
  return [...text.matchAll(WORD)].map((word) => {
    const first = start + codePoints(text.slice(0, word.index));
    return [first, first + codePoints(word[0])];
  });
}

/** Move the end of the selection by a word, or with `byCharacter` by a character. */
export function grow(direction, byCharacter) {
  document.getSelection().modify("extend", direction, byCharacter ? "character" : "word");
}
