// Selecting without a mouse: paragraph by paragraph, sentence by sentence, word by word.
// The sentences are the server's, so that the form for use without scripts offers the same.

import {
  codePoints,
  paragraphAt,
  paragraphsIn,
  rangeIn,
  select,
  selectedRange,
  spanOf,
} from "./selection.js";

/** Where stepping goes on from: the selected words, or the caret, or the top. */
function present(root) {
  const selection = document.getSelection();
  const range = selectedRange(root);
  const span = range && spanOf(range, root);
  const paragraph = paragraphAt(range ? range.startContainer : selection.anchorNode);
  if (!paragraph || !root.contains(paragraph)) return null;
  const offset = Number(paragraph.dataset.start);
  return { paragraph, start: span ? span.start - offset : 0, end: span ? span.end - offset : 0 };
}

function neighbour(root, paragraph, step) {
  const all = paragraphsIn(root);
  return all[all.indexOf(paragraph) + step] ?? null;
}

export function stepParagraph(root, step) {
  const here = present(root);
  const next = here ? neighbour(root, here.paragraph, step) : paragraphsIn(root)[0];
  if (next) select(rangeIn(next, 0, codePoints(next.textContent)));
}

export function stepSentence(root, step) {
  stepUnit(root, step, sentencesOf);
}

export function stepWord(root, step) {
  stepUnit(root, step, wordsOf);
}

function stepUnit(root, step, unitsOf) {
  const here = present(root) ?? { paragraph: paragraphsIn(root)[0], start: 0, end: 0 };
  if (!here.paragraph) return;
  const unit = nextUnit(unitsOf(here.paragraph), here, step);
  if (unit) {
    select(rangeIn(here.paragraph, ...unit));
    return;
  }
  const paragraph = neighbour(root, here.paragraph, step);
  const units = paragraph ? unitsOf(paragraph) : [];
  if (units.length) select(rangeIn(paragraph, ...units.at(step > 0 ? 0 : -1)));
}

function nextUnit(units, { start, end }, step) {
  if (step < 0) return units.findLast((unit) => unit[1] <= start);
  const covers = (unit) => unit[0] === start && unit[1] === end;
  const whole = units.length && start === 0 && end >= units.at(-1)[1] && !units.some(covers);
  return whole ? units[0] : units.find((unit) => unit[0] >= end);
}

function sentencesOf(paragraph) {
  const bounds = paragraph.dataset.sentences.split(" ").map(Number);
  return bounds.flatMap((bound, place) => (place % 2 ? [[bounds[place - 1], bound]] : []));
}

function wordsOf(paragraph) {
  const text = paragraph.textContent;
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)].map((word) => {
    const start = codePoints(text.slice(0, word.index));
    return [start, start + codePoints(word[0])];
  });
}

/** Move the end of the selection by a word, or with `byCharacter` by a character. */
export function grow(direction, byCharacter) {
  const unit = byCharacter ? "character" : "word";
  document.getSelection().modify("extend", direction, unit);
}
