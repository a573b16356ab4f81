// Keys move between the questions of a talk, and the list shows which one has the cursor.

const talk = document.getElementById("talk");
const cards = [...talk.querySelectorAll("[data-question]")];
const links = [...talk.querySelectorAll("[data-leads-to]")];
let here = cards[0];

export const questionHere = () => here.dataset.question;

const go = (card) => {
  if (!card) return;
  card.scrollIntoView({ block: "start" });
  (card.querySelector("textarea") ?? card).focus({ preventScroll: true });
};

const settle = (card) => {
  here = card;
  for (const link of links) {
    if (link.dataset.leadsTo === questionHere()) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

for (const card of cards) card.addEventListener("focusin", () => settle(card));
for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(cards.find((card) => card.dataset.question === link.dataset.leadsTo));
  });
}
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(cards[cards.indexOf(here) + step]);
});
settle(here);
