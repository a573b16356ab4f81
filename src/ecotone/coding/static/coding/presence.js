// Who else is in this text, and what they code there. This page tells where its reader is every
// now and then, and the answer says who else is here; while the server holds a stream open for
// it, it hears the same as it happens. Without either the page is what it was when it was opened.

import { newLines } from "./asking.js";
import { words } from "./words.js";

const BEAT = 15_000;
const REST = 1_500; // a line is told once its reader stays there
const COMES_AGAIN = 1_000;
const TRIES_AGAIN = 60_000; // where every place to listen was taken

export class Presence {
  constructor({ element, paragraphs, codings, acts, book, token }) {
    Object.assign(this, { element, paragraphs, codings, acts, book, token });
    Object.assign(this, element.dataset);
    this.onlyOwn = new URLSearchParams(location.search).get("whose") === "mine";
    this.line = 0;
    this.hearing = Promise.resolve();
    document.addEventListener("selectionchange", () => this.move());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.come()));
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", ({ persisted }) => persisted && this.come());
    if (!document.hidden) this.come();
  }

  // --- telling ---

  come() {
    if (this.isGone) return;
    this.tell();
    this.listen();
  }

  move() {
    const line = Number(this.paragraphs.at(document.getSelection().anchorNode)?.number ?? 0);
    if (!line || line === this.line) return;
    this.line = line;
    clearTimeout(this.beat);
    this.beat = setTimeout(() => this.tell(), REST);
  }

  async tell() {
    clearTimeout(this.beat);
    this.beat = setTimeout(() => this.tell(), BEAT);
    const answer = await this.post({ line: this.line, since: this.isHeard ? "" : this.since });
    if (answer?.status === 404 || answer?.redirected) this.stop();
    else if (answer?.ok && !this.isHeard) this.hear(await answer.json());
    else if (!answer) this.show([]);
  }

  post(told, how = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    return fetch(this.here, { method: "POST", headers, body: JSON.stringify(told), ...how }).catch(() => null);
  }

  /** A page nobody looks at is nobody's place, and needs no stream. */
  leave() {
    clearTimeout(this.beat);
    this.close();
    if (!this.isGone) this.post({ line: this.line, leaves: true }, { keepalive: true });
  }

  stop() {
    this.isGone = true;
    clearTimeout(this.beat);
    this.close();
    this.show([]);
  }

  // --- hearing ---

  listen() {
    this.close();
    const stream = new EventSource(`${this.stream}?${new URLSearchParams({ since: this.since })}`);
    stream.addEventListener("open", () => (this.isHeard = true));
    stream.addEventListener("message", ({ data }) => this.hear(JSON.parse(data)));
    stream.addEventListener("error", () => this.listenLater());
    this.open = stream;
  }

  /** A stream ends by itself after a while; one that never began had no place left. */
  listenLater() {
    const pause = this.isHeard ? COMES_AGAIN : TRIES_AGAIN;
    this.close();
    if (!this.isGone) this.again = setTimeout(() => this.listen(), pause);
  }

  close() {
    clearTimeout(this.again);
    this.open?.close();
    this.open = null;
    this.isHeard = false;
  }

  hear({ present, codings, whole, since }) {
    this.show(present);
    if (!codings) return;
    this.since = since;
    this.hearing = this.hearing.then(() => this.take(codings, whole));
  }

  /** What others did, once the codebook beside the text has every code it speaks of. */
  async take(told, isWhole) {
    const codings = told.filter((coding) => coding.isGone || coding.own || !this.onlyOwn);
    for (const { code } of codings) if (code && !this.book.code(code)) await this.learn(code);
    const known = codings.filter(({ isGone, code }) => isGone || this.book.code(code));
    this.acts.hear([{ stored: true, codings: isWhole ? [...known, ...this.beyond(known)] : known }]);
  }

  async learn(code) {
    const html = await newLines(this.codeLine.replace("/0/", `/${code}/`));
    if (html) this.book.add(html);
  }

  /** The codings of others in memory that are not among all there are. */
  beyond(all) {
    const keys = new Set(all.map(({ key }) => key));
    const others = [...this.codings.byKey.values()].filter(({ own, key }) => !own && !keys.has(key));
    return others.map(({ key }) => ({ key, isGone: true }));
  }

  // --- showing ---

  show(present) {
    const chips = present.map((somebody) => this.chip(somebody));
    this.element.querySelectorAll(".is-other").forEach((chip) => chip.remove());
    this.element.append(...chips);
    this.element.hidden = false;
  }

  chip({ initials, name, line }) {
    const chip = this.element.querySelector("template").content.firstElementChild.cloneNode(true);
    chip.querySelector(".who-initials").textContent = initials;
    chip.querySelector(".visually-hidden").textContent = name;
    chip.title = name;
    const place = chip.querySelector(".who-place");
    place.textContent = line ? words("on-line", { n: line }) : words("is-here");
    return chip;
  }
}
