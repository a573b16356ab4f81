// Finding a code in the codebook beside the text.

import { ranked } from "./finding.js";

export function makeSearchable(book) {
  const search = book.querySelector("#codebook-search");
  search.hidden = false;
  search.addEventListener("input", () => narrow(book, search.value));
  if (search.value) narrow(book, search.value);
}

function narrow(book, typed) {
  const fitting = new Set(ranked(book.querySelectorAll("[data-code]"), typed));
  for (const family of book.querySelectorAll(".family")) {
    const lines = [...family.querySelectorAll("[data-code]")];
    for (const line of lines) line.hidden = !fitting.has(line);
    family.hidden = lines.every((line) => line.hidden);
    if (typed.trim()) family.open = !family.hidden;
  }
}
