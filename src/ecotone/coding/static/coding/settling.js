// Settling by keys: each button and link that has one prints it, and a key does what a click
// would do. Letters typed into a field are nobody's.

const TYPING = "input, textarea, select";
const WIDE = matchMedia("(min-width: 900px)");

document.documentElement.dataset.settling = "ready";

// Where text and difference stand beside each other, the words come into sight by themselves.
if (WIDE.matches) document.querySelector(".differs-chosen")?.scrollIntoView({ block: "center" });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
  wanted.click();
});
