// Saves an answer while it is being written: into this phone at every key, to the server when
// typing stops. The page works the same without this file: then the button saves.

import { isNewerThanPage, ready } from "./keeping.js";
import { sayFailed, sayKept, saySaved, saySaving } from "./place.js";
import { send } from "./sending.js";
import { heldAt, hold, markSent } from "../foundation/words.js";

const PAUSE = 800;
const TRY_AGAIN = 8000;
const PATIENCE = 4000; // with the words safe on the phone, nobody waits longer for the next page
const NEAR = 0.9;

const form = document.querySelector("form[data-autosave]");
const { text: box, sheet, turn, started_from: startedFrom } = form.elements;
const elsewhere = document.getElementById("elsewhere");
const counter = document.getElementById("counter");
const goOn = form.querySelector(".go-on");
const most = Number(counter.dataset.most);
const isChanging = new URLSearchParams(location.search).get("then") === "check";
const onwards = isChanging ? form.dataset.checking : form.dataset.onwards;

// A page from the cache may be opened twice: each opening is a sheet of its own.
const newSheet = () => crypto.randomUUID?.() ?? sheet.value;

let timer = 0;
let beside = null; // the sheet on which somebody chooses between two texts
let record = {
  address: location.pathname,
  words: box.defaultValue,
  sheet: newSheet(),
  turn: Number(turn.value),
  startedFrom: startedFrom.value,
  isSkipped: false,
  isSent: true,
  at: 0,
};

// --- into the phone ------------------------------------------------------------------------------

let holding = Promise.resolve();
let isDue = false;

// One write at a time and always of the newest words, so that a slow phone never falls behind.
const holdRecord = () => {
  if (isDue) return holding;
  isDue = true;
  holding = holding
    .catch(() => undefined)
    .then(() => {
      isDue = false;
      return hold(record);
    });
  return holding;
};

const isHeld = () => holding.then(() => true, () => false);

const take = (isSkipped = false) => {
  record = { ...record, words: box.value, turn: record.turn + 1, isSkipped, isSent: false };
  holdRecord().catch(() => undefined);
  count();
};

// --- to the server -------------------------------------------------------------------------------

let saving = Promise.resolve();

// One after the other, so that the place never tells of an older save than the last.
const save = (isLastWord = false) => {
  clearTimeout(timer);
  saving = isLastWord ? sendRecord({ isLastWord }) : saving.then(() => sendRecord({}));
  return saving;
};

const saveSoon = (pause) => {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
};

const sendRecord = async (how) => {
  if (record.isSent || !elsewhere.hidden) return { became: "saved" };
  if (record.words.length > most) return fail();
  const going = record;
  saySaving();
  const outcome = await send(going, how);
  await settle(going, outcome);
  return outcome;
};

const settle = async (going, outcome) => {
  if (outcome.became === "saved") return saved(going, outcome);
  if (outcome.became === "elsewhere") return showOther(outcome);
  if (outcome.became === "refused" || !(await isHeld())) return fail();
  sayKept();
  saveSoon(TRY_AGAIN);
};

const saved = async (going, { saved: text, at }) => {
  if (going.turn === record.turn) record = { ...record, isSent: true, at };
  await markSent(going, { at, saved: text }).catch(() => undefined);
  if (record.isSent) saySaved(text);
};

const fail = () => {
  sayFailed();
  return { became: "refused" };
};

// --- two devices ---------------------------------------------------------------------------------

// What stands elsewhere is put beside what was written here. The phone holds the old sheet until
// they have chosen: closing the page is not a choice.
const showOther = ({ other, started_from: digest }) => {
  clearTimeout(timer);
  beside = { sheet: newSheet(), startedFrom: digest };
  elsewhere.querySelector("[data-other]").textContent = other;
  elsewhere.hidden = false;
  goOn.hidden = true;
  sayKept();
  elsewhere.scrollIntoView({ block: "start" });
};

const chosen = async (choice) => {
  const going = { ...record, ...beside };
  const outcome = await send(going, { choice });
  if (outcome.became !== "saved") return settle(going, outcome);
  await hold({ ...going, isSent: true, at: outcome.at, saved: outcome.saved }).catch(() => undefined);
  location.assign(location.href); // what was put together is looked at before going on
};

// --- the buttons ---------------------------------------------------------------------------------

let isGoing = false;

const within = (milliseconds, promise) =>
  Promise.race([promise, new Promise((give) => setTimeout(() => give({ became: "lost" }), milliseconds))]);

const submit = async (event) => {
  event.preventDefault();
  if (isGoing) return; // a second tap meant for this page must not skip the next
  clearTimeout(timer);
  const { name = "", value = "" } = event.submitter ?? {};
  take(name === "skip");
  saySaving();
  isGoing = true;
  await (name === "keep" ? chosen(value) : goFrom(event.submitter));
  isGoing = false;
};

const goFrom = async (button) => {
  const going = record;
  const isSafe = await isHeld();
  const sent = saving.then(() => send(going));
  const outcome = await (isSafe ? within(PATIENCE, sent) : sent);
  if (outcome.became === "refused") return submitPlainly(button);
  await settle(going, outcome);
  if (outcome.became === "saved") location.assign(onwards);
  if (outcome.became === "lost" && isSafe) await goOnOffline();
};

const goOnOffline = async () => {
  const isKept = await globalThis.caches?.match(onwards, { ignoreSearch: true, ignoreVary: true });
  if (isKept) location.assign(onwards);
};

// The server refuses in words: its page says them, and shows the text again.
const submitPlainly = (button) => {
  form.removeEventListener("submit", submit);
  [sheet.value, turn.value, startedFrom.value] = [record.sheet, record.turn, record.startedFrom];
  form.requestSubmit(button);
};

// --- the limit -----------------------------------------------------------------------------------

const count = () => {
  const left = most - box.value.length;
  counter.hidden = left > most * (1 - NEAR);
  if (counter.hidden) return;
  const words = left < 0 ? counter.dataset.over : counter.dataset.left;
  counter.textContent = words.replace("{number}", Math.abs(left));
  counter.classList.toggle("mistake", left < 0);
};

// --- beginning -----------------------------------------------------------------------------------

// Words the phone holds come back. What was typed before this file arrived is put beneath them.
const takeUp = (found) => {
  const typed = box.value === box.defaultValue ? "" : box.value;
  record = found;
  box.value = typed && typed !== found.words ? `${found.words}\n\n${typed}` : found.words;
  if (box.value !== found.words) take();
  else if (found.isSent) saySaved(found.saved);
};

// Nothing is written down before it is known what the phone holds, or it would be overwritten.
await ready;
const found = await heldAt(location.pathname);
if (found && isNewerThanPage(found)) takeUp(found);
else if (box.value !== record.words) take();
if (!elsewhere.hidden) beside = { sheet: sheet.value, startedFrom: startedFrom.value };
count();
if (!record.isSent) saveSoon(0);

box.addEventListener("input", () => {
  take();
  saveSoon(PAUSE);
});
box.addEventListener("blur", () => save());
document.addEventListener("visibilitychange", () => document.hidden && save(true));
addEventListener("online", () => save());
form.addEventListener("submit", submit);
