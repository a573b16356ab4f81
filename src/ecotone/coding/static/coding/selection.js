// Between what is selected on the page and the stored text. The server counts Unicode code
// points from the start of an answer; the browser counts UTF-16 units, so nothing of its
// counting may leave this file.

export const PARAGRAPH = "[data-start]";
const IN_WORD = /[\p{L}\p{M}\p{N}'\u2019-]/u;

export function codePoints(text) {
  let count = 0;
  for (const _point of text) count += 1;
  return count;
}

/** The paragraph that holds a node, if any. */
export function paragraphAt(node) {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element?.closest?.(PARAGRAPH) ?? null;
}

export function paragraphsIn(root) {
  return [...root.querySelectorAll(PARAGRAPH)];
}

/** How many code points of the paragraph stand before a place in it. */
function codePointsBefore(paragraph, node, offset) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return codePoints(before.toString());
}

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

/**
 * What a range means to the server: an answer and a half-open span of its code points.
 * A range over several answers is cut at the end of the first.
 */
export function spanOf(range, root) {
  const touched = paragraphsIn(root)
    .filter((paragraph) => range.intersectsNode(paragraph))
    .map((paragraph) => ({ paragraph, ...boundsIn(paragraph, range) }))
    .filter(({ start, end }) => start < end);
  if (!touched.length) return null;
  const { revision } = touched[0].paragraph.dataset;
  const same = touched.filter(({ paragraph }) => paragraph.dataset.revision === revision);
  const first = same[0];
  const last = same[same.length - 1];
  return {
    revision,
    start: Number(first.paragraph.dataset.start) + first.start,
    end: Number(last.paragraph.dataset.start) + last.end,
  };
}

function boundsIn(paragraph, range) {
  const startsHere = paragraph.contains(range.startContainer);
  const endsHere = paragraph.contains(range.endContainer);
  return {
    start: startsHere ? codePointsBefore(paragraph, range.startContainer, range.startOffset) : 0,
    end: endsHere
      ? codePointsBefore(paragraph, range.endContainer, range.endOffset)
      : codePoints(paragraph.textContent),
  };
}

/** The other way round: the range of code points [start, end) of one paragraph. */
export function rangeIn(paragraph, start, end) {
  const range = document.createRange();
  range.setStart(...placeOf(paragraph, start));
  range.setEnd(...placeOf(paragraph, end));
  return range;
}

function placeOf(paragraph, codePoint) {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let left = codePoint;
  let text = texts.nextNode();
  while (text) {
    const length = codePoints(text.data);
    if (left <= length) return [text, unitsOf(text.data, left)];
    left -= length;
    text = texts.nextNode();
  }
  return [paragraph, paragraph.childNodes.length];
}

function unitsOf(text, count) {
  return [...text].slice(0, count).join("").length;
}

export function select(range) {
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  const place = range.startContainer.parentElement;
  place?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** Keep the chosen words visible while the caret is elsewhere. */
export function light(range) {
  if (!globalThis.Highlight) return;
  if (range) CSS.highlights.set("choosing", new Highlight(range));
  else CSS.highlights.delete("choosing");
}
