// The clocks of a talk: one for all of it, one for the question that has the cursor. They go on
// after a reload, but not while the page is closed.

import { questionHere } from "./live-steps.js";

const talk = document.getElementById("talk");
const clocks = [...talk.querySelectorAll("[data-clock]")];
const shelf = `clocks-${talk.dataset.talk}`;
const held = JSON.parse(sessionStorage.getItem(shelf) ?? "{}");
const seconds = { ...held, all: Number(talk.dataset.elapsed) };

const asTime = (all) => `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;

const tick = () => {
  seconds.all += 1;
  seconds[questionHere()] = (seconds[questionHere()] ?? 0) + 1;
  sessionStorage.setItem(shelf, JSON.stringify(seconds));
  for (const clock of clocks) {
    const time = seconds[clock.dataset.clock] ?? 0;
    clock.textContent = asTime(time);
    clock.hidden = time === 0;
  }
  talk.querySelector(".clock").hidden = false;
};

if (clocks.length) setInterval(tick, 1000); // paper and notes of a talk that is over have none
