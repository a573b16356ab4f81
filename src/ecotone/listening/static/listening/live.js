// Comfort on the interviewer's screen: notes save themselves, clocks run, keys move between
// questions. Without this file the buttons save and the questions are links.

const PAUSE = 800;
const talk = document.getElementById("talk");
const place = talk.querySelector("[role=status]");
const cards = [...talk.querySelectorAll("[data-question]")];

const say = (words, state) => {
  place.textContent = words;
  place.parentElement.dataset.state = state;
};

// --- one note, which saves itself ---

const fieldsOf = (card) => [...card.querySelectorAll("[name]")];
const named = (card, name) => card.querySelector(`[name$="-${name}"]`);
const shelf = (card) => `talk-${talk.dataset.talk}-${card.dataset.question}`;

function watch(card) {
  const box = named(card, "text");
  const skipped = named(card, "skipped");
  if (!box) return null; // the person has had the last word on this note
  const state = () => `${skipped.checked}${box.value}`;
  const note = { kept: `${skipped.defaultChecked}${box.defaultValue}`, timer: 0, saving: Promise.resolve() };

  const left = sessionStorage.getItem(shelf(card));
  if (left !== null && left !== box.value) box.value = left;

  const send = async (keepalive) => {
    const now = state();
    if (now === note.kept) return;
    named(card, "turn").value++;
    say(place.dataset.saving, "saving");
    const body = new URLSearchParams();
    body.append("csrfmiddlewaretoken", talk.elements.csrfmiddlewaretoken.value);
    for (const field of fieldsOf(card)) {
      if (field.type !== "checkbox" || field.checked) body.append(field.name, field.value);
    }
    try {
      const answer = await fetch(talk.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        keepalive,
      });
      if (answer.redirected || (!answer.ok && ![409, 422].includes(answer.status))) throw new Error("not kept");
      const { saved, problem } = await answer.json();
      if (problem) return say(problem, "failed");
      note.kept = now;
      if (state() === now) sessionStorage.removeItem(shelf(card));
      mark(card, box.value, skipped.checked);
      say(saved, "saved");
    } catch {
      say(navigator.onLine ? place.dataset.failed : place.dataset.kept, "failed");
      note.timer = setTimeout(note.save, 10 * PAUSE);
    }
  };

  // One after the other, so that the place never tells of an older save than the last.
  note.save = (keepalive = false) => {
    clearTimeout(note.timer);
    note.saving = keepalive ? send(true) : note.saving.then(() => send(false));
  };
  note.stop = () => {
    clearTimeout(note.timer);
    named(card, "turn").value++;
    sessionStorage.removeItem(shelf(card));
  };

  box.addEventListener("input", () => {
    clearTimeout(note.timer);
    sessionStorage.setItem(shelf(card), box.value);
    note.timer = setTimeout(note.save, PAUSE);
  });
  box.addEventListener("blur", () => note.save());
  skipped.addEventListener("change", () => note.save());
  if (state() !== note.kept) note.timer = setTimeout(note.save, PAUSE);
  return note;
}

const mark = (card, words, isSkipped) => {
  const link = talk.querySelector(`[data-leads-to="${card.dataset.question}"]`);
  link.classList.toggle("is-noted", !isSkipped && words.trim() !== "");
  link.classList.toggle("is-skipped", isSkipped);
};

const notes = cards.map(watch).filter(Boolean);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) notes.forEach((note) => note.save(true));
});
talk.addEventListener("submit", () => notes.forEach((note) => note.stop()));

// --- moving between questions ---

let current = cards[0];

const go = (card) => {
  if (!card) return;
  card.scrollIntoView({ block: "start" });
  (named(card, "text") ?? card).focus({ preventScroll: true });
};

const settle = (card) => {
  current = card;
  for (const link of talk.querySelectorAll("[data-leads-to]")) {
    const isHere = link.dataset.leadsTo === card.dataset.question;
    if (isHere) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

for (const card of cards) card.addEventListener("focusin", () => settle(card));
for (const link of talk.querySelectorAll("[data-leads-to]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(cards.find((card) => card.dataset.question === link.dataset.leadsTo));
  });
}
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(cards[cards.indexOf(current) + step]);
});

// --- clocks: one for all, one for the question that has the cursor ---

const clocks = [...talk.querySelectorAll("[data-clock]")];

if (clocks.length) {
  const kept = JSON.parse(sessionStorage.getItem(`clocks-${talk.dataset.talk}`) ?? "{}");
  const seconds = { ...kept, all: Number(talk.dataset.elapsed) };
  const shown = (all) => `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
  const tick = () => {
    seconds.all += 1;
    seconds[current.dataset.question] = (seconds[current.dataset.question] ?? 0) + 1;
    sessionStorage.setItem(`clocks-${talk.dataset.talk}`, JSON.stringify(seconds));
    for (const clock of clocks) {
      const time = seconds[clock.dataset.clock] ?? 0;
      clock.textContent = shown(time);
      clock.hidden = time === 0;
    }
    talk.querySelector(".clock").hidden = false;
  };
  setInterval(tick, 1000);
}
settle(current);
