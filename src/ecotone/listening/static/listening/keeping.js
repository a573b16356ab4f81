// On every page of a participant: nothing of anybody else is left on this phone, what waits is
// sent, and the day's pages are fetched so that they open without a network.

import { sayKept, saySaved, saySaving } from "./place.js";
import { send } from "./sending.js";
import { allHeld, forgetEverything, markSent } from "../foundation/words.js";

const about = document.getElementById("keeping").dataset;
const writing = document.querySelector("form[data-autosave]");
const HALF_A_DAY = 12 * 3600 * 1000;
const TRY_AGAIN = 8000;

// --- whose phone this is now -------------------------------------------------------------------

const makeRoom = async () => {
  if (localStorage.getItem("ecotone-owner") === about.owner) return;
  await forgetEverything();
  localStorage.setItem("ecotone-owner", about.owner);
};

export const ready = makeRoom().catch(() => undefined);

// A page from the morning shows less than what was written since.
export const isNewerThanPage = (record) => !record.isSent || record.at > Number(about.rendered);

// --- what waits --------------------------------------------------------------------------------

const waiting = async () => {
  const held = await allHeld();
  return held.filter((record) => !record.isSent && !(writing && record.address === location.pathname));
};

let sending = Promise.resolve();

// One round after the other; answers what became of each answer that waited.
const sendWaiting = () => (sending = sending.then(sendRound));

const sendRound = async () => {
  const outcomes = [];
  for (const record of await waiting()) {
    if (!writing) saySaving();
    const outcome = await send(record);
    if (outcome.became === "saved") await markSent(record, outcome);
    if (outcome.became === "elsewhere") offerChoice(record.address);
    outcomes.push(outcome);
  }
  if (!writing && outcomes.length) sum(outcomes);
  return outcomes;
};

const isSaved = ({ became }) => became === "saved";

const sum = (outcomes) => (outcomes.every(isSaved) ? saySaved(outcomes.at(-1).saved) : sayKept());

const offerChoice = (address) => {
  const note = document.getElementById("choose");
  note.querySelector("a").href = address;
  note.hidden = false;
};

const keepSending = async () => {
  const outcomes = await sendWaiting();
  if (outcomes.some(({ became }) => became === "lost")) setTimeout(keepSending, TRY_AGAIN);
  else if (outcomes.some(isSaved) && !writing) location.reload(); // what it says of them is old
};

// --- what the page says, where it is older than the words ----------------------------------------

const showNewer = async () => {
  for (const record of (await allHeld()).filter(isNewerThanPage)) {
    const state = document.querySelector(`[data-state-of="${record.address}"]`);
    if (state) state.textContent = record.isSent ? about.savedState : about.keptState;
    const answer = document.querySelector(`[data-answer-of="${record.address}"]`);
    if (answer && !record.isSkipped) answer.replaceChildren(asWords(record.words));
  }
};

const asWords = (text) => {
  const words = document.createElement("p");
  words.className = "words";
  words.textContent = text;
  return words;
};

// --- what may go only once nothing waits ---------------------------------------------------------

const guard = (form, go) => {
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const outcomes = await sendWaiting();
    await go(form, outcomes.every(isSaved));
  });
};

// Leaving is always possible, but nobody loses words without being told.
const leave = (form, isAllSaved) => {
  const warning = form.querySelector("[data-unsent]");
  const isWarned = !warning.hidden;
  warning.hidden = isAllSaved;
  if (isAllSaved || isWarned) form.submit();
};

// What they have not seen whole is never sent to the team, and a lost network loses no page.
const sendToTeam = async (form, isAllSaved) => {
  if (!isAllSaved) return sayKept();
  const body = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect") location.assign(form.dataset.sending);
    else form.submit(); // the server refuses in words: its page says them
  } catch {
    sayKept();
  }
};

// --- the day's pages -----------------------------------------------------------------------------

const keepPages = async () => {
  const name = `pages ${about.version} ${about.owner}`;
  await dropOthers(name);
  const pages = await caches.open(name);
  if (isFresh(await pages.match(about.list, { ignoreVary: true }))) return;
  const list = await fetch(about.list);
  if (!list.ok || list.redirected) return;
  for (const address of (await list.clone().json()).pages) {
    const page = await fetch(address);
    if (page.ok && !page.redirected) await pages.put(address, page);
  }
  await pages.put(about.list, list); // last: a morning cut short begins again
};

const isFresh = (list) => list && Date.now() - Date.parse(list.headers.get("Date")) < HALF_A_DAY;

const dropOthers = async (name) => {
  for (const other of await caches.keys()) {
    if (other.startsWith("pages ") && other !== name) await caches.delete(other);
  }
};

const workOffline = async () => {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await navigator.serviceWorker.register(about.worker);
  await keepPages();
};

// Awaited in order, so that nothing of the last person is shown, sent or kept under this one.
await ready;
guard(document.querySelector("form[data-leaving]"), leave);
guard(document.querySelector("form[data-sending]"), sendToTeam);
await showNewer();
addEventListener("online", keepSending);
keepSending();
workOffline().catch(() => undefined);
