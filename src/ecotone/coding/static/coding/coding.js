// The coding page, made quick. Everything it does is a form of the page, sent without leaving.

import { makeSearchable } from "./codebook.js";
import { arrange, followNotes } from "./margin.js";
import { Palette } from "./palette.js";
import { selectedRange, snappedToWords } from "./selection.js";
import { grow, stepParagraph, stepSentence, stepWord } from "./stepping.js";

const LIVE = ["text", "shelf", "codebook"];
const find = (id) => document.getElementById(id);

const desk = find("desk");
const text = find("text");
const status = find("coding-status");
const codeSelection = find("code-selection");
const palette = new Palette({
  form: find("palette"),
  root: text,
  card: text.parentElement,
  book: find("codebook"),
});
makeSearchable(find("codebook"));

// --- sending a form without leaving the page ---

async function send(form) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer) return say(desk.dataset.lost);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok) return say(refusalOn(page));
  const here = new URL(answer.url).pathname === location.pathname;
  if (!here) return location.assign(answer.url);
  replaceLive(page);
  palette.close();
  return say(page.getElementById("coding-status").textContent.trim());
}

function replaceLive(page) {
  const typed = find("codebook-search").value;
  for (const id of LIVE) find(id).replaceChildren(...page.getElementById(id).childNodes);
  find("codebook-search").value = typed;
  makeSearchable(find("codebook"));
  arrange(text);
}

function refusalOn(page) {
  const parts = page.querySelectorAll("#error-summary li, main > h1, main > .lede");
  return [...parts].map((part) => part.textContent.trim()).join(" ");
}

function say(words) {
  if (words) status.textContent = words;
}

desk.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("#palette, #undo, #redo, .remove")) return;
  event.preventDefault();
  if (form.id !== "palette" || palette.isReady()) send(form);
});

// --- selecting ---

text.addEventListener("pointerup", (event) => {
  if (event.pointerType === "touch") return;
  setTimeout(() => {
    const range = selectedRange(text);
    palette.open(event.altKey ? range : snappedToWords(range));
  });
});
document.addEventListener("selectionchange", () => {
  codeSelection.disabled = !selectedRange(text);
});
codeSelection.addEventListener("pointerdown", (event) => event.preventDefault());
codeSelection.addEventListener("click", () => palette.open(selectedRange(text)));

const KEYS = {
  j: () => stepParagraph(text, 1),
  k: () => stepParagraph(text, -1),
  s: () => stepSentence(text, 1),
  S: () => stepSentence(text, -1),
  w: () => stepWord(text, 1),
  W: () => stepWord(text, -1),
  c: () => palette.open(selectedRange(text)),
  Enter: () => palette.open(selectedRange(text)),
  "?": () => find("keys").toggleAttribute("open"),
};

text.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.target !== text) return;
  const arrow = { ArrowRight: "forward", ArrowLeft: "backward" }[event.key];
  if (arrow && event.shiftKey && selectedRange(text)) grow(arrow, event.altKey);
  else if (KEYS[event.key] && !event.altKey) KEYS[event.key]();
  else return;
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
  if (!isUndo || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  find(event.shiftKey ? "redo" : "undo").requestSubmit();
});

document.addEventListener("pointerdown", (event) => {
  if (palette.isOpen && !palette.form.contains(event.target)) palette.close();
});

// --- the page as it opens ---

codeSelection.hidden = false;
codeSelection.disabled = true;
if (!find("error-summary")) find("by-hand").open = false;
followNotes(text);
arrange(text);
document.fonts.ready.then(() => arrange(text));
new ResizeObserver(() => arrange(text)).observe(text);
