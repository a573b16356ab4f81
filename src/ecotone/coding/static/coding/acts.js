// What a coder does: at once in memory, then as a step for the server. Undo and redo take back
// this page's own acts at once; what was done before it, or in another text, the server knows.

import { newKey } from "./steps.js";

const FIELDS = ["start", "end", "code", "pole", "target"];

export class Acts {
  constructor({ codings, steps, initials }) {
    Object.assign(this, { codings, steps, initials });
    this.done = [];
    this.undone = [];
    this.truth = new Map();
  }

  /** Put a code on a passage; gives nothing when this coder said exactly that already. */
  code(passage, { code, pole, target }) {
    const coding = { key: newKey(), id: null, own: true, coder: this.initials, ...passage, code, pole, target };
    if (this.codings.ownLike(coding)) return null;
    this.act(coding.key, null, coding);
    const { key, id, own, coder, ...said } = coding;
    this.steps.add({ do: "code", coding: key, ...said });
    return coding;
  }

  remove(coding) {
    this.act(coding.key, coding, null);
    this.steps.add({ do: "remove", coding: coding.key });
  }

  change(coding, fields) {
    const changed = { ...coding, ...fields };
    if (this.codings.ownLike(changed)) return null;
    this.act(coding.key, coding, changed);
    this.steps.add({ do: "change", coding: coding.key, ...fields });
    return changed;
  }

  act(key, before, after) {
    this.done.push({ key, before, after });
    this.undone = [];
    this.codings.set(key, after);
  }

  undo() {
    return this.turn("undo", this.done, this.undone, "before");
  }

  redo() {
    return this.turn("redo", this.undone, this.done, "after");
  }

  /** Gives what was turned back here, or nothing when only the server can tell. */
  turn(verb, from, to, side) {
    const act = from.pop();
    if (act) {
      to.push(act);
      this.codings.set(act.key, act[side]);
    }
    this.steps.add({ do: verb });
    return act ?? null;
  }

  // --- what the server says ---

  /**
   * Take the server's word for what stands, once nothing of ours is on its way: a later step may
   * have changed the same coding meanwhile.
   */
  hear(answers) {
    for (const { codings } of answers) for (const coding of codings) this.truth.set(coding.key, coding);
    const refused = answers.filter((answer) => !answer.stored);
    if (refused.length) this.done = this.undone = [];
    for (const { coding } of refused) if (coding && !this.truth.has(coding)) this.truth.set(coding, { key: coding, isGone: true });
    if (this.steps.waiting.length) return;
    for (const [key, coding] of this.truth) this.settle(key, coding);
    this.truth.clear();
  }

  settle(key, coding) {
    const here = this.codings.get(key);
    if (coding.isGone) {
      if (here) this.codings.set(key, null);
    } else if (this.codings.paragraphs.byRevision.has(coding.revision) && !isSame(here, coding)) {
      this.codings.set(key, coding);
    }
  }

  /** Do again in memory what an earlier page did and could not send. */
  repeat(step) {
    const here = this.codings.get(step.coding);
    const said = Object.fromEntries(FIELDS.flatMap((field) => (field in step ? [[field, step[field]]] : [])));
    if (step.do === "code" && !here)
      this.codings.set(step.coding, { key: step.coding, id: null, own: true, coder: this.initials, revision: step.revision, ...said });
    else if (step.do === "remove" && here) this.codings.set(step.coding, null);
    else if (step.do === "change" && here) this.codings.set(step.coding, { ...here, ...said });
  }
}

function isSame(here, coding) {
  return Boolean(here) && here.id === coding.id && here.coder === coding.coder && FIELDS.every((field) => here[field] === coding[field]);
}
