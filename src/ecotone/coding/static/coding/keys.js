// Which key does what while the text itself has the focus. Every one of them stands on the sheet
// that "?" opens; letters elsewhere on the page are nobody's.

const ARROWS = { ArrowRight: "forward", ArrowLeft: "backward" };

/** Let the text obey `acts`: one function a key, with `digit`, `grow`, `undo` and `redo`. */
export function obey(text, acts) {
  text.addEventListener("keydown", (event) => {
    if (event.target !== text || event.ctrlKey || event.metaKey) return;
    if (isDone(event, acts)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (!isUndo || event.target.closest("input:not([type=radio]), textarea, select")) return;
    event.preventDefault();
    acts[event.shiftKey ? "redo" : "undo"]();
  });
}

function isDone(event, acts) {
  const { key, altKey, shiftKey } = event;
  if (ARROWS[key] && (shiftKey || altKey)) return acts.grow(ARROWS[key], altKey);
  if (altKey) return false;
  if (/^[1-9]$/.test(key)) return acts.digit(key);
  if (!Object.hasOwn(acts.letters, key)) return false;
  acts.letters[key]();
  return true;
}
