// Notes beside the words they are about: each next to its first line, with a stripe as long
// as its passage. Without this the notes of a paragraph stand below each other at its top.

const WIDE_ENOUGH = matchMedia("(min-width: 900px)");
const GAP = 4;

export function arrange(root) {
  for (const line of root.querySelectorAll(".line")) arrangeLine(line);
}

function arrangeLine(line) {
  const list = line.querySelector(".margin-notes");
  if (!list) return;
  list.classList.toggle("is-arranged", WIDE_ENOUGH.matches);
  if (!WIDE_ENOUGH.matches) return;
  const top = line.getBoundingClientRect().top;
  const lanes = [];
  let free = 0;
  for (const note of list.children) {
    const reach = reachOf(line, note.dataset.note);
    if (!reach) continue;
    const lane = laneFor(lanes, reach);
    const place = Math.max(reach.top - top, free);
    note.style.setProperty("--note-top", `${place}px`);
    note.style.setProperty("--stripe-top", `${reach.top - top - place}px`);
    note.style.setProperty("--stripe-height", `${reach.bottom - reach.top}px`);
    note.style.setProperty("--lane", lane);
    free = place + note.offsetHeight + GAP;
  }
  list.style.setProperty("--notes-height", `${free}px`);
}

function reachOf(line, key) {
  const marks = [...line.querySelectorAll(`mark[data-notes~="${key}"]`)];
  if (!marks.length) return null;
  const boxes = marks.flatMap((mark) => [...mark.getClientRects()]);
  return {
    top: Math.min(...boxes.map((box) => box.top)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/** The first lane whose last stripe ends above; stripes never cover each other. */
function laneFor(lanes, reach) {
  const free = lanes.findIndex((bottom) => bottom <= reach.top + 1);
  const lane = free < 0 ? lanes.length : free;
  lanes[lane] = reach.bottom;
  return Math.min(lane, 3);
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
