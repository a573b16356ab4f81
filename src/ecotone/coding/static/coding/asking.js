// What only the server knows: a new code, suggestions, passages of others. None of it holds up
// the palette; without an answer there is simply less to see.

import { words } from "./words.js";

const PAUSE = 250;

let lookedAt = 0;
let timer = 0;

/** Codes this coder used for words like these: [{code, shared}], never many, perhaps none. */
export async function suggestionsFor(address, { revision, start, end }) {
  if (!address) return [];
  const question = new URLSearchParams({ revision, start, end });
  const answer = await fetch(`${address}?${question}`).catch(() => null);
  return answer?.ok ? ((await answer.json()).suggestions ?? []) : [];
}

/** Put passages with this code below the text once the choice rests on it. */
export function passagesBeside(address, code, place) {
  if (!address || code === lookedAt) return;
  lookedAt = code;
  clearTimeout(timer);
  timer = setTimeout(() => show(`${address}?${new URLSearchParams({ code })}`, code, place), PAUSE);
}

async function show(address, code, place) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || code !== lookedAt) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.body.childNodes);
}

/** Add a code to the codebook: its number and the line the server wrote, or what is in the way. */
export async function newCode(address, name, token) {
  const request = {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ name }),
  };
  const answer = await fetch(address, request).catch(() => null);
  const isRead = answer && !answer.redirected && answer.headers.get("Content-Type")?.includes("json");
  return isRead ? answer.json() : { problem: words("new-code-offline") };
}

/** The lines of a code that somebody else added since the page was opened, as the server writes them. */
export async function newLines(address) {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok && !answer.redirected ? (await answer.json()).line : null;
}
