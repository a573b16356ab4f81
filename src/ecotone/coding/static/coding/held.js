// The coded passage somebody is at: jumped to, clicked on, or just made. Taking off, coding anew
// and new bounds are about the coder's own coding there, the shortest first.

import { light, select } from "./selection.js";
import { words } from "./words.js";

export class Held {
  constructor({ paragraphs, codings, book, status }) {
    Object.assign(this, { paragraphs, codings, book, status });
    this.passage = null;
  }

  /** Go to the next or the previous coded passage and say what stands there. */
  jump(step, from) {
    const stops = this.codings.stops();
    const next = this.neighbour(stops, step, this.passage ?? from);
    if (!next) return this.status.hear(words("no-codes"));
    this.hold(next);
    select(this.paragraphs.range(next));
    return this.announce(this.here().filter((note) => note.start === next.start && note.end === next.end));
  }

  neighbour(stops, step, from) {
    if (!from) return stops.at(step > 0 ? 0 : -1);
    const place = (revision) => this.paragraphs.byRevision.get(revision)?.[0].place ?? 0;
    const order = (stop) => place(stop.revision) - place(from.revision) || stop.start - from.start || stop.end - from.end;
    return step > 0 ? stops.find((stop) => order(stop) > 0) : stops.findLast((stop) => order(stop) < 0);
  }

  hold(passage) {
    this.passage = passage;
    light("lit", passage ? [this.paragraphs.range(passage)].filter(Boolean) : []);
  }

  /** The notes at this place, the shortest first. */
  here(at = this.passage) {
    return at ? this.codings.over(at) : [];
  }

  own(at) {
    return this.here(at).find((note) => note.own)?.own ?? null;
  }

  announce(notes) {
    const named = notes.map((note) =>
      [this.book.code(note.code).name, words(`pole-${note.pole}`), note.coders].join(", "),
    );
    const number = words(notes.length === 1 ? "one-code-here" : "codes-here", { n: notes.length });
    this.status.hear([number, ...named].join(" "));
  }
}
