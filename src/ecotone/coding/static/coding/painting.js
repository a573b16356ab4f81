// Colour under coded words. Where the browser can paint ranges (the CSS Custom Highlight API) no
// element is added to the text; where it cannot, each paragraph is written with marks, as the
// server wrote it.

const HUES = 8;
const CAN_PAINT = Boolean(globalThis.Highlight && CSS.highlights);
const NAMES = ["tint", "over"].flatMap((kind) => Array.from({ length: HUES }, (_, place) => `${kind}-${place + 1}`));

export class Painter {
  constructor(codings, book) {
    this.codings = codings;
    this.book = book;
    this.painted = new Map();
    this.isPlain = false;
    this.highlights = new Map();
    if (CAN_PAINT) for (const name of NAMES) this.highlights.set(name, this.register(name));
  }

  register(name) {
    const highlight = new Highlight();
    highlight.priority = name.startsWith("over") ? 1 : 0;
    CSS.highlights.set(name, highlight);
    return highlight;
  }

  paint(paragraph) {
    this.clear(paragraph);
    const pieces = this.isPlain ? [] : piecesOf(paragraph, this.codings.notesIn(paragraph));
    if (CAN_PAINT) this.painted.set(paragraph, pieces.flatMap((piece) => this.ranges(paragraph, piece)));
    else markUp(paragraph, pieces, this.book);
  }

  clear(paragraph) {
    for (const [name, range] of this.painted.get(paragraph) ?? []) this.highlights.get(name).delete(range);
    this.painted.delete(paragraph);
  }

  /** Tint by the first note; where notes overlap, underline by the last. */
  ranges(paragraph, { start, end, notes }) {
    const names = [`tint-${this.book.hue(notes[0].code)}`];
    if (notes.length > 1) names.push(`over-${this.book.hue(notes.at(-1).code)}`);
    return names.map((name) => [name, this.range(paragraph, start, end, name)]);
  }

  range(paragraph, start, end, name) {
    const [startContainer, startOffset, endContainer, endOffset] = paragraph.bounds(start, end);
    const range = new StaticRange({ startContainer, startOffset, endContainer, endOffset });
    this.highlights.get(name).add(range);
    return range;
  }

  showPlain(isPlain) {
    this.isPlain = isPlain;
    for (const highlight of this.highlights.values()) highlight.clear();
    this.painted.clear();
  }
}

/** Cut a paragraph where its notes begin and end; only what is coded comes back. */
function piecesOf(paragraph, notes) {
  const bounds = new Set(notes.flatMap(({ start, end }) => [Math.max(start, paragraph.start), Math.min(end, paragraph.end)]));
  const sorted = [...bounds].sort((one, other) => one - other);
  return sorted.slice(1).flatMap((end, place) => {
    const start = sorted[place];
    const here = notes.filter((note) => note.start < end && start < note.end);
    return here.length ? [{ start, end, notes: here }] : [];
  });
}

function markUp(paragraph, pieces, book) {
  const parts = [];
  let from = paragraph.start;
  for (const { start, end, notes } of pieces) {
    const mark = document.createElement("mark");
    mark.className = `coded hue-${book.hue(notes[0].code)}`;
    if (notes.length > 1) mark.className += ` over over-${book.hue(notes.at(-1).code)}`;
    mark.textContent = paragraph.words(start, end);
    if (start > from) parts.push(paragraph.words(from, start));
    parts.push(mark);
    from = end;
  }
  if (from < paragraph.end) parts.push(paragraph.words(from, paragraph.end));
  paragraph.element.replaceChildren(...parts);
}
