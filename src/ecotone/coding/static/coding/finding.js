// Which codes fit what somebody typed; accents, hyphens and capitals make no difference.

function fold(text) {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "");
  return plain.replace(/[-\u2019']/g, " ").trim().toLowerCase();
}

/** The lines of the codebook that fit, by name first, then by other names, path and advice. */
export function ranked(lines, typed) {
  const words = fold(typed);
  const scored = [...lines].map((line) => [score(line.dataset, words), Number(line.dataset.uses), line]);
  return scored
    .filter(([points]) => points > 0)
    .sort((one, other) => other[0] - one[0] || other[1] - one[1])
    .map(([, , line]) => line);
}

function score({ name, otherNames, above, advice }, typed) {
  if (!typed || fold(name).startsWith(typed)) return 5;
  if (fold(name).includes(` ${typed}`)) return 4;
  if (fold(`${name} ${otherNames}`).includes(typed)) return 3;
  const everything = fold(`${name} ${otherNames} ${above} ${advice}`);
  return typed.split(/\s+/).every((word) => everything.includes(word)) ? 1 : 0;
}
