// Telling the server, step by step and in order, what is on the page already. Each step has a key
// of its own: sent twice it is done once. What cannot be sent waits, and goes on trying by itself.

import { heldBy, hold, letGo } from "./waiting.js";

const MOST_AT_ONCE = 100;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;

export class Steps {
  /** `hear` gets the answers of one sending, `tell` how things stand: sent, waiting, signed out. */
  constructor({ address, owner, token, hear, tell }) {
    Object.assign(this, { address, owner, token, hear, tell });
    this.waiting = [];
    this.holding = Promise.resolve();
    this.pause = FIRST_PAUSE;
    this.isRunning = false;
    addEventListener("online", () => this.send());
    addEventListener("pagehide", () => this.sendLast());
    addEventListener("beforeunload", (event) => this.warn(event));
  }

  /** Take up what an earlier page could not send; gives the steps of this text among it. */
  async resume() {
    this.waiting = await heldBy(this.owner);
    if (this.waiting.length) this.send();
    return this.waiting.filter(({ address }) => address === this.address).map(({ step }) => step);
  }

  add(step) {
    const record = { owner: this.owner, address: this.address, step: { key: newKey(), ...step } };
    this.waiting.push(record);
    this.holding = this.holding.then(() => this.keep(record));
    this.tell(this.state ?? "sending", this.waiting.length);
    this.send();
  }

  async keep(record) {
    if (!this.waiting.includes(record)) return;
    record.order = await hold(record).catch(() => undefined);
    if (!this.waiting.includes(record)) await letGo([record.order]).catch(() => undefined);
  }

  async send() {
    if (this.isRunning) return;
    this.isRunning = true;
    clearTimeout(this.timer);
    await this.sendAll();
    this.isRunning = false;
    this.tell(this.state ?? "sent", this.waiting.length);
    if (this.waiting.length) this.tryLater();
  }

  async sendAll() {
    this.state = null;
    while (this.waiting.length && !this.state) {
      const batch = this.nextBatch();
      const answer = await this.post(batch);
      if (answer) this.settle(batch, answer);
    }
  }

  /** The oldest steps, as far as they belong to one text. */
  nextBatch() {
    const [{ address }] = this.waiting;
    const other = this.waiting.findIndex((record) => record.address !== address);
    return this.waiting.slice(0, Math.min(other < 0 ? MOST_AT_ONCE : other, MOST_AT_ONCE));
  }

  async post(batch) {
    const answer = await fetch(batch[0].address, this.request(batch)).catch(() => null);
    if (answer?.ok && !answer.redirected) return (await answer.json()).answers;
    if (answer?.status === 404) return batch.map(({ step }) => ({ key: step.key, isGone: true, codings: [] }));
    this.state = answer && (answer.redirected || answer.status === 403) ? "signed-out" : "waiting";
    return null;
  }

  request(batch) {
    return {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify({ steps: batch.map(({ step }) => step) }),
    };
  }

  settle(batch, answers) {
    this.waiting = this.waiting.filter((record) => !batch.includes(record));
    this.pause = FIRST_PAUSE;
    const orders = batch.map(({ order }) => order).filter((order) => order !== undefined);
    if (orders.length) letGo(orders).catch(() => undefined);
    this.hear(answers);
  }

  tryLater() {
    this.timer = setTimeout(() => this.send(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** A page that is left has one last word; what it does not reach is held for the next page. */
  sendLast() {
    if (this.waiting.length && !this.state) fetch(this.waiting[0].address, { ...this.request(this.nextBatch()), keepalive: true });
  }

  /** Ask before leaving only where leaving would lose something. */
  warn(event) {
    if (this.waiting.some(({ order }) => order === undefined)) event.preventDefault();
  }
}

/** A random UUID, also where the address is not https and the browser offers none. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
