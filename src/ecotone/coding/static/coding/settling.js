// Settling by keys: each button and link that has one prints it, and does what a click would do.
// Letters typed into a field are nobody's.

const TYPING = "input, textarea, select, [contenteditable]";

document.documentElement.dataset.settling = "ready";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
  wanted.click();
});
