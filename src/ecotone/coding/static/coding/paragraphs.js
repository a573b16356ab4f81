// The paragraphs somebody may code, and which of them hold a place of the text. The server counts
// Unicode code points from the start of an answer; the browser counts UTF-16 units inside a
// paragraph. Nothing of the browser's counting may leave this file.

export const PARAGRAPH = "[data-start]";
const BEYOND_ONE_UNIT = /[\ud800-\udfff]/;

export function codePoints(text) {
  if (!BEYOND_ONE_UNIT.test(text)) return text.length;
  let count = 0;
  for (const _point of text) count += 1;
  return count;
}

function unitsOf(text, count) {
  if (!BEYOND_ONE_UNIT.test(text)) return Math.min(count, text.length);
  return [...text].slice(0, count).join("").length;
}

/** One paragraph: half-open from `start` to `end` in the code points of its answer. */
class Paragraph {
  constructor(element, place) {
    this.element = element;
    this.place = place;
    this.line = element.parentElement;
    this.stretch = this.line.parentElement;
    this.text = element.textContent;
    this.revision = Number(element.dataset.revision);
    this.start = Number(element.dataset.start);
    this.end = this.start + codePoints(this.text);
    this.isPlain = !BEYOND_ONE_UNIT.test(this.text);
  }

  get number() {
    return this.element.dataset.number;
  }

  holds(start, end) {
    return start < this.end && this.start < end;
  }

  /** Take the marks off: what is coded is painted from now on, and the words are one text node. */
  unwrap() {
    if (this.element.firstElementChild) this.element.textContent = this.text;
  }

  /** The words of [start, end), as far as they stand here. */
  words(start, end) {
    const [from, until] = this.within(start, end);
    if (this.isPlain) return this.text.slice(from, until);
    return [...this.text].slice(from, until).join("");
  }

  within(start, end) {
    return [Math.max(start, this.start) - this.start, Math.min(end, this.end) - this.start];
  }

  /** Where [start, end) begins and ends in the page, cut to this paragraph. */
  bounds(start, end) {
    const [from, until] = this.within(start, end);
    return [...this.nodeAt(from), ...this.nodeAt(until)];
  }

  nodeAt(codePoint) {
    const { childNodes } = this.element;
    if (childNodes.length === 1 && childNodes[0].nodeType === Node.TEXT_NODE)
      return [childNodes[0], this.isPlain ? codePoint : unitsOf(this.text, codePoint)];
    return this.nodeAmongMarks(codePoint);
  }

  nodeAmongMarks(codePoint) {
    const texts = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    let left = codePoint;
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const length = codePoints(text.data);
      if (left <= length) return [text, unitsOf(text.data, left)];
      left -= length;
    }
    return [this.element, this.element.childNodes.length];
  }

  range(start, end) {
    const [first, from, last, until] = this.bounds(start, end);
    const range = document.createRange();
    range.setStart(first, from);
    range.setEnd(last, until);
    return range;
  }

  /** How many code points of the answer stand before a place of the page in this paragraph. */
  codePointAt(node, offset) {
    if (node === this.element.firstChild && this.isPlain) return this.start + offset;
    const before = document.createRange();
    before.setStart(this.element, 0);
    before.setEnd(node, offset);
    return this.start + codePoints(before.toString());
  }
}

export class Paragraphs {
  constructor(root) {
    this.root = root;
    this.all = [...root.querySelectorAll(PARAGRAPH)].map((element, place) => new Paragraph(element, place));
    this.byElement = new Map(this.all.map((paragraph) => [paragraph.element, paragraph]));
    this.byRevision = Map.groupBy(this.all, (paragraph) => paragraph.revision);
    this.byStretch = Map.groupBy(this.all, (paragraph) => paragraph.stretch);
  }

  /** The paragraph that holds a node of the page, if any. */
  at(node) {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return this.byElement.get(element?.closest?.(PARAGRAPH)) ?? null;
  }

  next(paragraph, step) {
    return this.all[paragraph.place + step] ?? null;
  }

  /** Those that a passage touches, in the order of the text. */
  under({ revision, start, end }) {
    const all = this.byRevision.get(revision) ?? [];
    const found = [];
    for (let place = firstEndingAfter(all, start); all[place]?.start < end; place += 1) found.push(all[place]);
    return found;
  }

  /** The words of a passage, its paragraphs set apart by a space. */
  words(passage) {
    return this.under(passage)
      .map((paragraph) => paragraph.words(passage.start, passage.end))
      .join(" ");
  }

  /** The range of the page that a passage fills. */
  range(passage) {
    const under = this.under(passage);
    if (!under.length) return null;
    const range = under[0].range(passage.start, passage.end);
    const last = under.at(-1);
    if (last !== under[0]) range.setEnd(...last.bounds(passage.start, passage.end).slice(2));
    return range;
  }

  /**
   * What a range of the page means to the server: an answer and a half-open span of it.
   * A range over several answers is cut at the end of the first.
   */
  passage(range) {
    const touched = this.touchedBy(range);
    if (!touched.length) return null;
    const [{ paragraph, start }] = touched;
    const same = touched.filter((each) => each.paragraph.revision === paragraph.revision);
    return { revision: paragraph.revision, start, end: same.at(-1).end };
  }

  touchedBy(range) {
    const first = this.at(range.startContainer);
    const candidates = first ? this.all.slice(first.place) : this.all;
    const touched = [];
    for (const paragraph of candidates) {
      if (range.comparePoint(paragraph.element, 0) > 0) break;
      if (!range.intersectsNode(paragraph.element)) continue;
      const cut = this.cut(paragraph, range);
      if (cut.start < cut.end) touched.push(cut);
    }
    return touched;
  }

  cut(paragraph, range) {
    const { element } = paragraph;
    const { startContainer: first, endContainer: last, startOffset, endOffset } = range;
    return {
      paragraph,
      start: element.contains(first) ? paragraph.codePointAt(first, startOffset) : paragraph.start,
      end: element.contains(last) ? paragraph.codePointAt(last, endOffset) : paragraph.end,
    };
  }
}

function firstEndingAfter(all, start) {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].end > start) high = middle;
    else low = middle + 1;
  }
  return low;
}
