// What each key, button and choice on the coding page leads to.

import { newCode, suggestionsFor, passagesBeside } from "./asking.js";
import { light, select, selectedRange, snappedToWords } from "./selection.js";
import { linkTo } from "./status.js";
import { grow } from "./stepping.js";
import { quoted, words } from "./words.js";

const find = (id) => document.getElementById(id);

export class Desk {
  constructor(parts) {
    Object.assign(this, parts);
    this.bounding = null; // the coding that is getting new bounds
    this.addresses = find("desk").dataset;
  }

  keys() {
    const { stepper } = this;
    return {
      grow: (direction, byCharacter) => this.grow(direction, byCharacter),
      digit: (digit) => this.digit(digit),
      undo: () => this.turn("undo"),
      redo: () => this.turn("redo"),
      letters: {
        j: () => this.step(() => stepper.paragraph(1)),
        k: () => this.step(() => stepper.paragraph(-1)),
        s: () => this.step(() => stepper.sentence(1)),
        S: () => this.step(() => stepper.sentence(-1)),
        w: () => this.step(() => stepper.word(1)),
        W: () => this.step(() => stepper.word(-1)),
        v: () => this.status.hear(words(stepper.toggle() ? "selecting" : "selected-all")),
        "]": () => this.held.jump(1, stepper.present()),
        "[": () => this.held.jump(-1, stepper.present()),
        c: () => this.open(selectedRange(this.text)),
        Enter: () => this.enter(),
        Escape: () => this.escape(),
        ".": () => this.repeat(),
        x: () => this.withOwn((coding) => this.remove(coding)),
        r: () => this.withOwn((coding) => this.recode(coding)),
        b: () => this.withOwn((coding) => this.bound(coding)),
        n: () => this.nameNew(),
        m: () => this.memo(),
        p: () => this.showPlain(),
        "?": () => find("keys").toggleAttribute("open"),
      },
    };
  }

  // --- selecting ---

  listen() {
    this.text.addEventListener("pointerup", (event) => this.pointed(event));
    document.addEventListener("selectionchange", () => this.selectionMoved());
    document.addEventListener("pointerdown", (event) => {
      if (this.palette.isOpen && !this.palette.form.contains(event.target)) this.palette.close();
    });
    this.text.addEventListener("click", (event) => this.pressed(event));
    this.book.element.addEventListener("said", (event) => this.status.say(event.detail));
    this.listenToBar();
    this.selectionMoved();
  }

  listenToBar() {
    const button = find("code-selection");
    button.hidden = false;
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => this.enter());
    for (const verb of ["undo", "redo"]) {
      find(verb).addEventListener("submit", (event) => {
        event.preventDefault();
        this.turn(verb);
      });
    }
    find("plain").hidden = false;
    find("plain").addEventListener("click", () => this.showPlain());
  }

  pointed(event) {
    if (event.pointerType === "touch" || event.target.closest("a, button")) return;
    setTimeout(() => {
      const range = selectedRange(this.text);
      if (!range) this.lookAt();
      else if (this.bounding) this.enter();
      else this.open(event.altKey ? range : snappedToWords(range));
    });
  }

  /** A click into coded words holds them, and tells what stands there. */
  lookAt() {
    const caret = this.stepper.present();
    const notes = caret ? this.codings.over(caret) : [];
    this.held.hold(notes[0] ?? null);
    if (notes.length) this.held.announce(notes);
  }

  selectionMoved() {
    const range = selectedRange(this.text);
    const button = find("code-selection");
    button.disabled = !range;
    const { anchorNode } = document.getSelection();
    const paragraph = this.paragraphs.at(anchorNode);
    if (paragraph) find("place").textContent = words("place", { n: paragraph.number, total: this.addresses.paragraphs });
  }

  step(go) {
    this.held.hold(null);
    go();
    this.status.hear(quoted(String(document.getSelection()), 400));
  }

  grow(direction, byCharacter) {
    if (!selectedRange(this.text)) return false;
    grow(direction, byCharacter);
    this.status.hear(quoted(String(document.getSelection()), 400));
    return true;
  }

  // --- choosing a code ---

  open(range, coding = null) {
    const passage = coding ?? (range && this.paragraphs.passage(range));
    if (!passage) return this.status.say(words("select-first"));
    const { revision, start, end } = passage;
    this.stepper.end();
    this.passage = { revision, start, end };
    this.palette.open({ range: range.cloneRange(), passage: this.passage, said: this.paragraphs.words(passage), coding });
    if (!coding) suggestionsFor(this.addresses.suggest, this.passage).then((found) => this.palette.suggest(found));
    return undefined;
  }

  enter() {
    const range = selectedRange(this.text);
    if (this.bounding && range) this.setBounds(this.paragraphs.passage(range));
    else this.open(range);
  }

  nameNew() {
    this.open(selectedRange(this.text));
    if (this.palette.isOpen) this.palette.choose(this.palette.list.lastElementChild);
  }

  escape() {
    if (this.bounding) this.status.say(words("bounds-left"));
    this.bounding = null;
    this.stepper.end();
    this.held.hold(null);
  }

  /** What the palette has to say. */
  chose(what, choice) {
    const answer = {
      left: () => this.backToText(),
      chosen: () => this.lookBeside(choice),
      code: () => this.apply(choice),
      new: () => this.add(choice),
      memo: () => this.memo(),
      bounds: () => this.bound(this.palette.coding),
      remove: () => this.remove(this.palette.coding),
    };
    answer[what]();
  }

  backToText() {
    this.text.focus({ preventScroll: true });
    if (this.passage) select(this.paragraphs.range(this.passage));
  }

  apply({ code, pole, target, stays }) {
    const { coding } = this.palette;
    const said = { code, pole, target };
    const made = coding ? this.acts.change(coding, said) : this.acts.code(this.passage, said);
    if (!made) return this.sayThere(code);
    this.favourites.use(said);
    this.sayCoded(coding ? "recoded" : "coded", made);
    this.held.hold(made);
    if (!this.palette.isOpen) return undefined;
    if (stays && !coding) return this.palette.again();
    this.palette.close();
    return this.backToText();
  }

  sayCoded(what, { code, pole }) {
    this.status.say(words(what, { code: this.book.code(code).name, pole: words(`pole-${pole}`) }));
  }

  sayThere(code) {
    this.status.say(words("there-already", { code: this.book.code(code).name }), { isRefusal: true });
  }

  async add(choice) {
    if (!this.addresses.newCode) return this.status.say(words("new-code-may-not"), { isRefusal: true });
    const answer = await newCode(this.addresses.newCode, choice.name, this.token);
    if (!answer.code) return this.status.say(answer.problem, { isRefusal: true });
    this.book.add(answer.line);
    return this.apply({ ...choice, code: answer.code });
  }

  /** The pole and target a code had last time, or the palette to ask for them. */
  digit(digit) {
    const code = this.favourites.pinned(digit);
    const range = selectedRange(this.text);
    if (!code || !this.book.code(code)) return this.status.say(words("no-pin", { digit })) ?? true;
    this.open(range);
    if (!this.palette.isOpen) return true;
    this.palette.pick(digit);
    if (this.favourites.poleOf(code)) this.palette.apply({});
    return true;
  }

  repeat() {
    const { last } = this.favourites;
    const range = selectedRange(this.text);
    if (!last || !range || !this.book.code(last.code)) return this.status.say(words(range ? "nothing-to-repeat" : "select-first"));
    this.passage = this.paragraphs.passage(range);
    this.palette.coding = null;
    return this.apply(last);
  }

  // --- what is coded already ---

  withOwn(act) {
    const at = this.held.passage ?? this.stepper.present();
    const coding = at && this.held.own(at);
    if (coding) act(coding);
    else this.status.say(words("none-of-yours"));
  }

  remove(coding) {
    this.palette.close();
    this.acts.remove(coding);
    this.sayCoded("removed", coding);
    this.text.focus({ preventScroll: true });
  }

  recode(coding) {
    this.open(this.paragraphs.range(coding), coding);
  }

  /** Select the passage of a coding; whatever is selected at Enter are its new bounds. */
  bound(coding) {
    this.palette.close();
    this.bounding = coding;
    this.text.focus({ preventScroll: true });
    select(this.paragraphs.range(coding));
    this.status.say(words("set-bounds", { code: this.book.code(coding.code).name }));
  }

  setBounds({ revision, start, end }) {
    const coding = this.codings.get(this.bounding.key);
    this.bounding = null;
    if (!coding || revision !== coding.revision) return this.status.say(words("bounds-other-answer"), { isRefusal: true });
    const changed = this.acts.change(coding, { start, end });
    if (!changed) return this.sayThere(coding.code);
    this.held.hold(changed);
    return this.sayCoded("bounded", changed);
  }

  /** A button of a note; the server's own buttons would leave the page. */
  pressed(event) {
    const button = event.target.closest(".note-act");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.act === "change") this.recode(this.ownOf(button));
    else this.remove(this.ownOf(button));
  }

  ownOf(element) {
    const coding = this.codings.get(element.closest("[data-note]").dataset.note);
    return this.held.here(coding).find((note) => note.codings.includes(coding)).own;
  }

  turn(verb) {
    const act = this.acts[verb]();
    const coding = act?.after ?? act?.before;
    if (coding) this.sayCoded(verb === "undo" ? "undone" : "redone", coding);
    else this.status.say(words("asking"));
  }

  memo() {
    const at = this.held.passage ?? this.stepper.present();
    const coding = this.palette.isOpen ? this.palette.coding : at && this.held.own(at);
    if (this.acts.steps.waiting.length) return this.status.say(words("memo-not-yet"), { isRefusal: true });
    const about = coding ? { passage: coding.key } : { text: this.addresses.conversation };
    const place = coding ? `#coding-${coding.id ?? coding.key}` : "";
    const back = { back_to: location.pathname + location.search + place };
    return location.assign(`${this.addresses.memo}?${new URLSearchParams({ ...about, ...back })}`);
  }

  showPlain() {
    const isPlain = !this.painter.isPlain;
    this.painter.showPlain(isPlain);
    this.text.classList.toggle("is-plain", isPlain);
    find("plain").setAttribute("aria-pressed", String(isPlain));
    for (const paragraph of this.margin.near) this.painter.paint(paragraph);
    this.margin.arrange();
    light("lit", []);
  }

  lookBeside(code) {
    this.book.describe(code.id);
    passagesBeside(this.addresses.beside, code.id, find("beside"));
  }

  // --- what the server says ---

  hear(answers) {
    this.acts.hear(answers);
    const refused = answers.find((answer) => !answer.stored);
    const elsewhere = answers.findLast((answer) => answer.elsewhere)?.elsewhere;
    const told = answers.findLast((answer) => answer.said);
    if (refused) this.status.say(refused.isGone ? words("gone") : `${refused.message} ${refused.remedy}`, { isRefusal: true });
    else if (elsewhere) this.status.say(told.said, { link: linkTo(elsewhere.address, elsewhere.name) });
    else if (told) this.status.say(told.said);
  }
}
