// The player and its transcript keep together: the turn being said is marked, and a turn's time
// plays from there. Without this script the times are simply shown.

const player = document.querySelector(".player audio, .player video");
const turns = [...document.querySelectorAll("#turns [data-from]")].map((element) => ({
  element,
  from: Number(element.dataset.from) / 1000,
}));
let current = null;

for (const { element, from } of turns) {
  const time = element.querySelector(".turn-time");
  const button = document.createElement("button");
  button.type = "button";
  button.className = time.className;
  button.textContent = time.textContent;
  button.setAttribute("aria-label", time.dataset.label);
  time.replaceWith(button);
  element.addEventListener("click", () => {
    if (document.getSelection().isCollapsed) playFrom(from);
  });
}

function playFrom(seconds) {
  player.currentTime = seconds;
  player.play();
}

function follow() {
  const now = turns.findLast(({ from }) => from <= player.currentTime + 0.05)?.element ?? null;
  if (now === current) return;
  current?.removeAttribute("aria-current");
  now?.setAttribute("aria-current", "true");
  current = now;
  if (!player.paused) now?.scrollIntoView({ block: "nearest" });
}

player.addEventListener("timeupdate", follow);
player.addEventListener("seeked", follow);
