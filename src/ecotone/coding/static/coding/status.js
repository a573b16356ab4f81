// One line says how things stand, for eyes; another says what a step selected, for ears.

import { words } from "./words.js";

const PATIENCE = 800; // a server that answers sooner is not worth a word

export class Status {
  constructor({ line, sent, ears }) {
    Object.assign(this, { line, sent, ears });
  }

  say(text, { isRefusal = false, link = null } = {}) {
    this.line.classList.toggle("is-refusal", isRefusal);
    this.line.replaceChildren(text, ...(link ? [" ", link] : []));
  }

  hear(text) {
    this.ears.textContent = text;
  }

  /** Whether the server has everything: at once when it has, or when something is in the way. */
  tell(state, number) {
    this.sent.dataset.waiting = number;
    clearTimeout(this.timer);
    if (state === "sending") this.timer = setTimeout(() => this.show(state, number), PATIENCE);
    else this.show(state, number);
  }

  show(state, number) {
    this.sent.classList.toggle("is-waiting", number > 0);
    const said = number ? words("not-sent", { n: number }) : words("saved");
    const why = state === "signed-out" ? ` ${words("signed-out")}` : "";
    if (this.sent.textContent !== said + why) this.sent.textContent = said + why;
  }
}

export function linkTo(address, text) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = text;
  return link;
}
