// Notes beside the words they are about: each next to its first line, with a stripe as long
// as its passage. Without this the notes of a paragraph stand below each other at its top.

const WIDE_ENOUGH = matchMedia("(min-width: 900px)");
const GAP = 4;
const MOST_LANES = 4;

/** Measure everything before moving anything, so that the browser lays the page out once. */
export function arrange(root) {
  const lists = [...root.querySelectorAll(".margin-notes")];
  for (const list of lists) list.classList.toggle("is-arranged", WIDE_ENOUGH.matches);
  if (!WIDE_ENOUGH.matches) return;
  const boxes = boxesByNote(root);
  const measured = lists.map((list) => [list, measure(list, boxes)]);
  for (const [list, notes] of measured) place(list, notes);
}

/** From top to bottom of the words of each note. */
function boxesByNote(root) {
  const boxes = new Map();
  for (const mark of root.querySelectorAll("mark[data-notes]")) {
    const { top, bottom } = mark.getBoundingClientRect();
    for (const key of mark.dataset.notes.split(" ")) {
      const box = boxes.get(key) ?? { top, bottom };
      boxes.set(key, { top: Math.min(box.top, top), bottom: Math.max(box.bottom, bottom) });
    }
  }
  return boxes;
}

function measure(list, boxes) {
  const top = list.getBoundingClientRect().top;
  return [...list.children].map((note) => {
    const box = boxes.get(note.dataset.note) ?? { top, bottom: top };
    const reach = { top: box.top - top, bottom: box.bottom - top };
    return { note, reach, height: note.offsetHeight };
  });
}

function place(list, notes) {
  const lanes = [];
  let free = 0;
  for (const { note, reach, height } of notes) {
    const top = Math.max(reach.top, free);
    note.style.setProperty("--note-top", `${top}px`);
    note.style.setProperty("--stripe-top", `${reach.top - top}px`);
    note.style.setProperty("--stripe-height", `${reach.bottom - reach.top}px`);
    note.style.setProperty("--lane", laneFor(lanes, reach));
    free = top + height + GAP;
  }
  list.style.setProperty("--notes-height", `${free}px`);
}

/** The first lane whose last stripe ends above; stripes never cover each other. */
function laneFor(lanes, reach) {
  const free = lanes.findIndex((bottom) => bottom <= reach.top + 1);
  const lane = free < 0 ? lanes.length : free;
  lanes[lane] = reach.bottom;
  return Math.min(lane, MOST_LANES - 1);
}

/** Light the passage of the note that the pointer or the focus is on. */
export function followNotes(root) {
  for (const kind of ["pointerover", "focusin"]) {
    root.addEventListener(kind, (event) => lightPassage(root, event.target.closest("[data-note]")));
  }
  root.addEventListener("pointerleave", () => lightPassage(root, null));
}

function lightPassage(root, note) {
  for (const mark of root.querySelectorAll("mark.lit")) mark.classList.remove("lit");
  if (!note) return;
  const marks = root.querySelectorAll(`mark[data-notes~="${note.dataset.note}"]`);
  for (const mark of marks) mark.classList.add("lit");
}
