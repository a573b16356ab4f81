// The notes of a talk save themselves. What was typed stays in this window until the server has
// it, so that a reload loses nothing.

import { sayFailed, sayKept, saySaved, saySaving } from "./place.js";

const PAUSE = 800;
const TRY_AGAIN = 8000;
const talk = document.getElementById("talk");

const noteOn = (card) => {
  const [box, skipped, turn] = ["text", "skipped", "turn"].map((name) => card.querySelector(`[name$="-${name}"]`));
  if (!box) return null; // the person has had the last word on this note
  const kept = `${skipped.defaultChecked}${box.defaultValue}`;
  return { card, box, skipped, turn, kept, timer: 0, saving: Promise.resolve() };
};

const stateOf = ({ box, skipped }) => `${skipped.checked}${box.value}`;

const shelfOf = ({ card }) => `talk-${talk.dataset.talk}-${card.dataset.question}`;

// --- to the server ---------------------------------------------------------------------------

// One after the other, so that the place never tells of an older save than the last.
const save = (note, isLastWord = false) => {
  clearTimeout(note.timer);
  note.saving = isLastWord ? send(note, { isLastWord }) : note.saving.then(() => send(note, {}));
};

const saveSoon = (note, pause) => {
  clearTimeout(note.timer);
  note.timer = setTimeout(save, pause, note);
};

const send = async (note, how) => {
  const now = stateOf(note);
  if (now === note.kept) return;
  note.turn.value++;
  saySaving();
  try {
    settle(note, now, await post(note, how));
  } catch {
    if (navigator.onLine) sayFailed();
    else sayKept();
    saveSoon(note, TRY_AGAIN);
  }
};

const post = async (note, { isLastWord = false }) => {
  const answer = await fetch(talk.action, {
    method: "POST",
    body: formOf(note),
    headers: { Accept: "application/json" },
    keepalive: isLastWord,
  });
  const isAnswer = answer.ok || [409, 422].includes(answer.status);
  if (answer.redirected || !isAnswer) throw new Error("not kept");
  return answer.json();
};

const formOf = ({ card }) => {
  const body = new URLSearchParams();
  body.append("csrfmiddlewaretoken", talk.elements.csrfmiddlewaretoken.value);
  for (const field of card.querySelectorAll("[name]")) {
    if (field.type !== "checkbox" || field.checked) body.append(field.name, field.value);
  }
  return body;
};

const settle = (note, sent, { saved, problem }) => {
  if (problem) return sayFailed(problem);
  note.kept = sent;
  if (stateOf(note) === sent) sessionStorage.removeItem(shelfOf(note));
  showInList(note);
  saySaved(saved);
};

const showInList = ({ card, box, skipped }) => {
  const link = talk.querySelector(`[data-leads-to="${card.dataset.question}"]`);
  link.classList.toggle("is-noted", !skipped.checked && box.value.trim() !== "");
  link.classList.toggle("is-skipped", skipped.checked);
};

// --- beginning and end -----------------------------------------------------------------------

const takeUp = (note) => {
  const left = sessionStorage.getItem(shelfOf(note));
  if (left !== null && left !== note.box.value) note.box.value = left;
  if (stateOf(note) !== note.kept) saveSoon(note, PAUSE);
};

const watch = (note) => {
  note.box.addEventListener("input", () => {
    sessionStorage.setItem(shelfOf(note), note.box.value);
    saveSoon(note, PAUSE);
  });
  note.box.addEventListener("blur", () => save(note));
  note.skipped.addEventListener("change", () => save(note));
};

// The whole page goes with the button: its notes are newer than any save still on its way.
const stop = (note) => {
  clearTimeout(note.timer);
  note.turn.value++;
  sessionStorage.removeItem(shelfOf(note));
};

const notes = [...talk.querySelectorAll("[data-question]")].map(noteOn).filter(Boolean);
for (const note of notes) {
  takeUp(note);
  watch(note);
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) notes.forEach((note) => save(note, true));
});
talk.addEventListener("submit", () => notes.forEach(stop));
