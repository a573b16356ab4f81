// What one coder reaches for: the codes they used last, those they pinned on the digits, and the
// pole each was last used with. Kept in this browser, under coder and programme.

const MOST_RECENT = 20;
const DIGITS = 9;

export class Favourites {
  constructor(owner) {
    this.place = `ecotone-codes ${owner}`;
    this.kept = { recent: [], pinned: [], last: null, poles: {}, ...read(this.place) };
  }

  get last() {
    return this.kept.last;
  }

  pinned(digit) {
    return this.kept.pinned[digit - 1] ?? null;
  }

  /** On which digit a code is pinned; 0 when on none. */
  digitOf(code) {
    return this.kept.pinned.indexOf(code) + 1;
  }

  poleOf(code) {
    return this.kept.poles[code] ?? "";
  }

  /** How recently a code was used: the last one weighs most, one never used nothing. */
  recency(code) {
    const place = this.kept.recent.indexOf(code);
    return place < 0 ? 0 : MOST_RECENT - place;
  }

  use({ code, pole, target }) {
    const others = this.kept.recent.filter((each) => each !== code);
    this.kept.recent = [code, ...others].slice(0, MOST_RECENT);
    this.kept.last = { code, pole, target };
    this.kept.poles[code] = pole;
    this.keep();
  }

  /** Pin a code on the first free digit, or take it off; false when no digit is free. */
  pin(code) {
    const { pinned } = this.kept;
    const held = pinned.indexOf(code);
    const free = Array.from({ length: DIGITS }, (_, place) => place).find((place) => !pinned[place]);
    if (held >= 0) pinned[held] = null;
    else if (free === undefined) return false;
    else pinned[free] = code;
    this.keep();
    return true;
  }

  keep() {
    try {
      localStorage.setItem(this.place, JSON.stringify(this.kept));
    } catch {
      // A private window keeps nothing: pins last as long as the page.
    }
  }
}

function read(place) {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
}
