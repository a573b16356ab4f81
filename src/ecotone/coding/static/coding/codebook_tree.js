// Comfort on the codebook: narrowing while typing, moving codes by drag and by keys.
// Every move is told to the server at once; what it refuses is said, and the page shows what stands.

import { indexed, ranked } from "./finding.js";

const DIRECTIONS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

const tree = document.querySelector("#tree");
const status = document.querySelector("#tree-status");

if (tree && "mayMove" in tree.dataset) {
  document.querySelector("#tree-help").hidden = false;
  for (const handle of tree.querySelectorAll(".tree-handle")) makeDraggable(handle);
  tree.addEventListener("keydown", moveByKey);
  tree.addEventListener("dragover", showPlace);
  tree.addEventListener("drop", drop);
  tree.addEventListener("dragend", forget);
}
if (location.hash.startsWith("#code-")) openTarget(document.querySelector(location.hash));
document.addEventListener("click", closeOthers);
document.addEventListener("keydown", closeByKey);

// --- coming back to a code: its family opens, and its name has the focus ---

function openTarget(node) {
  const family = node?.closest(".tree-family");
  if (family) family.open = true;
  node?.querySelector(".tree-name a")?.focus();
}

// --- by keys ---

function moveByKey(event) {
  const direction = DIRECTIONS[event.key];
  const node = event.target.closest(".tree-node");
  if (!event.altKey || event.ctrlKey || event.metaKey || !direction || !node) return;
  event.preventDefault();
  const focused = event.target;
  if (!placed(node, direction)) return;
  focused.focus();
  tell(node, { direction });
}

function placed(node, direction) {
  const list = node.parentElement;
  const above = node.previousElementSibling;
  const below = node.nextElementSibling;
  const parent = list.closest(".tree-node");
  if (direction === "up" && above) above.before(node);
  else if (direction === "down" && below) below.after(node);
  else if (direction === "in" && above) listUnder(above).append(node);
  else if (direction === "out" && parent) parent.after(node);
  else return false;
  return true;
}

// --- by drag ---

let dragged = null;
let place = null;

function makeDraggable(handle) {
  handle.hidden = false;
  handle.draggable = true;
  handle.addEventListener("dragstart", (event) => {
    dragged = handle.closest(".tree-node");
    dragged.classList.add("tree-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.name);
    event.dataTransfer.setDragImage(dragged, 12, 12);
  });
}

function showPlace(event) {
  const node = event.target.closest?.(".tree-node");
  if (!dragged || !node || dragged.contains(node)) return;
  event.preventDefault();
  unmark();
  const line = node.querySelector(":scope > .tree-code, :scope > .tree-family > summary");
  const box = line.getBoundingClientRect();
  const share = (event.clientY - box.top) / box.height;
  place = { node, where: share < 0.3 ? "before" : share > 0.7 ? "after" : "into" };
  node.classList.add(`tree-${place.where}`);
}

function drop(event) {
  if (!dragged || !place) return;
  event.preventDefault();
  const node = dragged;
  if (place.where === "before") place.node.before(node);
  if (place.where === "after") place.node.after(node);
  if (place.where === "into") listUnder(place.node).append(node);
  tell(node, {
    parent: node.parentElement.closest(".tree-node")?.dataset.code ?? "",
    before: node.nextElementSibling?.dataset.code ?? "",
  });
}

function forget() {
  dragged?.classList.remove("tree-dragged");
  unmark();
  dragged = null;
  place = null;
}

function unmark() {
  for (const where of ["before", "after", "into"]) {
    for (const node of tree.querySelectorAll(`.tree-${where}`)) node.classList.remove(`tree-${where}`);
  }
}

function listUnder(node) {
  const home = node.querySelector(":scope > .tree-family") ?? node;
  const standing = home.querySelector(":scope > .tree");
  if (standing) return standing;
  const list = document.createElement("ul");
  list.className = "tree";
  home.append(list);
  return list;
}

// --- telling the server: one move after another ---

let last = Promise.resolve();

function tell(node, where) {
  const isDeep = node.parentElement !== tree;
  last = last.then(() => send(node, where)).then((stands) => {
    if (stands && isDeep === Boolean(node.querySelector(":scope > .tree-family"))) showAnew(node);
  });
}

async function send(node, where) {
  const body = new URLSearchParams({ ...where, seen: tree.dataset.seen, why: "" });
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  try {
    const answer = await fetch(node.dataset.move, { method: "POST", headers, body });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.problem);
    tree.dataset.seen = told.seen;
    say(`${node.dataset.name}: ${tree.dataset.moved}`);
    return true;
  } catch (problem) {
    say(`${problem.message} ${tree.dataset.failed}`);
    setTimeout(() => showAnew(node), 2500);
    return false;
  }
}

/** Load the page again and come back to the same code: at the top of the tree it looks different. */
function showAnew(node) {
  history.replaceState(null, "", `#${node.id}`);
  location.reload();
}

function csrfToken() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

function say(words) {
  status.textContent = words;
}

// --- narrowing while typing; the button does the same without this ---

const search = document.querySelector("#tree-search");
const nodes = [...document.querySelectorAll("#tree .tree-node")];
const codes = nodes.map((node) => ({ node, uses: 0, index: indexed(wordsOf(node)) }));
const families = [...document.querySelectorAll(".tree-family")].map((family) => [family, family.open]);
search?.addEventListener("input", narrow);

function wordsOf(node) {
  const said = node.querySelector(".tree-says");
  return { name: node.dataset.name, otherNames: "", above: "", advice: said.textContent };
}

function narrow() {
  const fitting = new Set(ranked(codes, search.value).map((code) => code.node));
  for (const node of nodes) {
    node.hidden = ![node, ...node.querySelectorAll(".tree-node")].some((one) => fitting.has(one));
  }
  for (const [family, wasOpen] of families) {
    family.open = search.value.trim() ? !family.parentElement.hidden : wasOpen;
  }
}

// --- the small menus: one open at a time, Escape closes ---

function closeOthers(event) {
  for (const open of document.querySelectorAll(".tree-acts[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
}

function closeByKey(event) {
  const open = document.querySelector(".tree-acts[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
}
