// Every coding of this text that somebody may see, in memory: the truth of the page. What is
// painted, noted and counted follows from it; the server is told afterwards.

const STATED = ["revision", "start", "end", "code", "pole", "target"];

export const statementOf = (coding) => STATED.map((field) => coding[field]).join(" ");

/** Codings that say the same of the same words: one note, with everybody who put it there. */
class Note {
  constructor(codings) {
    Object.assign(this, Object.fromEntries(STATED.map((field) => [field, codings[0][field]])));
    this.codings = codings;
    this.key = codings[0].key;
  }

  get own() {
    return this.codings.find((coding) => coding.own) ?? null;
  }

  get coders() {
    return [...new Set(this.codings.map((coding) => coding.coder))].sort().join(", ");
  }
}

export class Codings {
  constructor(paragraphs, listed) {
    this.paragraphs = paragraphs;
    this.byKey = new Map();
    this.inParagraph = new Map(paragraphs.all.map((paragraph) => [paragraph, new Set()]));
    this.listeners = [];
    for (const coding of listed) this.place(coding);
  }

  whenChanged(listener) {
    this.listeners.push(listener);
  }

  get(key) {
    return this.byKey.get(key) ?? null;
  }

  /** Bring one coding to what it says now: new, changed, or with `null` gone. */
  set(key, coding) {
    const before = this.get(key);
    if (before) this.lift(before);
    if (coding) this.place(coding);
    const touched = new Set([before, coding].flatMap((each) => (each ? this.paragraphs.under(each) : [])));
    for (const listener of this.listeners) listener({ before, after: coding, touched });
  }

  place(coding) {
    this.byKey.set(coding.key, coding);
    for (const paragraph of this.paragraphs.under(coding)) this.inParagraph.get(paragraph).add(coding);
  }

  lift(coding) {
    this.byKey.delete(coding.key);
    for (const paragraph of this.paragraphs.under(coding)) this.inParagraph.get(paragraph).delete(coding);
  }

  /** The notes that touch a paragraph, in the order in which they begin. */
  notesIn(paragraph) {
    return notesOf(this.inParagraph.get(paragraph) ?? []);
  }

  notesOf(revision) {
    return notesOf([...this.byKey.values()].filter((coding) => coding.revision === revision));
  }

  /** The notes over a place or a span, the shortest first. */
  over({ revision, start, end }) {
    const under = this.paragraphs.under({ revision, start, end: Math.max(end, start + 1) });
    const near = new Set(under.flatMap((paragraph) => [...this.inParagraph.get(paragraph)]));
    const covers = (note) => note.start < Math.max(end, start + 1) && start < note.end;
    return notesOf(near).filter(covers).sort((one, other) => one.end - one.start - (other.end - other.start));
  }

  /** A coding of the coder's own that says the same of some of these words already. */
  ownLike(coding) {
    const isLike = (each) =>
      each.own &&
      each.key !== coding.key &&
      each.start < coding.end &&
      coding.start < each.end &&
      ["code", "pole", "target"].every((field) => each[field] === coding[field]);
    const near = this.paragraphs.under(coding).flatMap((paragraph) => [...this.inParagraph.get(paragraph)]);
    return near.find(isLike);
  }

  /** The passages that hold a code, each once, in the order of the text. */
  stops() {
    const order = new Map([...this.paragraphs.byRevision.keys()].map((revision, place) => [revision, place]));
    const stops = new Map();
    for (const { revision, start, end } of this.byKey.values()) stops.set(`${revision} ${start} ${end}`, { revision, start, end });
    return [...stops.values()].sort(
      (one, other) => order.get(one.revision) - order.get(other.revision) || one.start - other.start || one.end - other.end,
    );
  }
}

function notesOf(codings) {
  const agreeing = Map.groupBy(codings, statementOf);
  const notes = [...agreeing.values()].map((same) => new Note(same));
  return notes.sort((one, other) => one.start - other.start || one.end - other.end || one.code - other.code);
}
