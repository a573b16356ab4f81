// What is selected in the text: always the browser's own selection, so that mouse, finger and
// keys are the same to everything else.

const IN_WORD = /[\p{L}\p{M}\p{N}'\u2019-]/u;

/** The range that is selected within `root`, or null. */
export function selectedRange(root) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(root) ? range : null;
}

/** Grow a range to whole words, so that a slip of the hand cuts none in half. */
export function snappedToWords(range) {
  if (!range) return null;
  const whole = range.cloneRange();
  const { startContainer: first, endContainer: last } = range;
  let [start, end] = [range.startOffset, range.endOffset];
  while (first.data && isInside(first.data, start)) start -= 1;
  while (last.data && isInside(last.data, end)) end += 1;
  whole.setStart(first, start);
  whole.setEnd(last, end);
  return whole;
}

function isInside(text, offset) {
  return IN_WORD.test(text[offset - 1] ?? "") && IN_WORD.test(text[offset] ?? "");
}

export function select(range) {
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  bringIntoSight(range);
}

/** Scroll so that a range stands clear of the bar below; a long paragraph by its own lines. */
function bringIntoSight(range) {
  const { top, bottom } = range.getBoundingClientRect();
  const bar = document.querySelector(".desk-bar")?.offsetHeight ?? 0;
  const room = innerHeight - bar - 24;
  if (top < 24 || bottom - top > room) scrollBy({ top: top - 96, behavior: "instant" });
  else if (bottom > room) scrollBy({ top: bottom - room, behavior: "instant" });
}

const ABOVE_CODES = { lit: 2, choosing: 3 };

/** Keep words visible as `lit` (their note is looked at) or `choosing` (the caret is elsewhere). */
export function light(name, ranges) {
  if (!globalThis.Highlight) return;
  const highlight = new Highlight(...ranges);
  highlight.priority = ABOVE_CODES[name];
  if (ranges.length) CSS.highlights.set(name, highlight);
  else CSS.highlights.delete(name);
}
