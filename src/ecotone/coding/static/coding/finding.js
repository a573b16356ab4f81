// Which codes fit what somebody typed; accents, hyphens, capitals and a slip of the finger make
// no difference, and initials or a few letters in the right order are enough.

export function fold(text) {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "");
  return plain.replace(/[-\u2010-\u2015\u2019'&/]/g, " ").replace(/\s+/g, " ").trim().toLowerCase();
}

/** What is compared of a code, folded once. */
export function indexed(code) {
  const name = fold(code.name);
  const others = fold(code.otherNames);
  const starts = `${name} ${others} ${fold(code.above)}`.split(" ").filter(Boolean);
  return { name, others, starts, initials: initialsOf(name), everything: fold(`${code.name} ${code.otherNames} ${code.above} ${code.advice}`) };
}

function initialsOf(name) {
  return name.split(" ").map((word) => word[0]).join("");
}

/** The codes that fit, best first; among equals those with the higher `weight`. */
export function ranked(codes, typed, weight = (code) => code.uses) {
  const wanted = fold(typed);
  const scored = codes.map((code) => [score(code.index, wanted), weight(code), code]);
  return scored
    .filter(([points]) => points > 0)
    .sort((one, other) => other[0] - one[0] || other[1] - one[1])
    .map(([, , code]) => code);
}

function score(index, typed) {
  if (!typed) return 1;
  if (index.name.startsWith(typed)) return 9;
  if (` ${index.name}`.includes(` ${typed}`)) return 8;
  if (typed.length > 1 && index.initials.startsWith(typed)) return 7;
  if (index.name.includes(typed) || index.others.includes(typed)) return 6;
  const tokens = typed.split(" ");
  if (tokens.every((token) => index.starts.some((word) => word.startsWith(token)))) return 5;
  if (typed.length > 2 && isWithin(index.name, typed)) return 4;
  if (tokens.every((token) => index.starts.some((word) => isASlipOf(word, token)))) return 3;
  return tokens.every((token) => index.everything.includes(token)) ? 2 : 0;
}

/** Whether the letters stand in the name in this order, each run of them beginning a word or going on. */
function isWithin(name, typed) {
  const letters = typed.replaceAll(" ", "");
  if (name[0] !== letters[0] && !name.includes(` ${letters[0]}`)) return false;
  let place = name[0] === letters[0] ? 0 : name.indexOf(` ${letters[0]}`) + 1;
  const first = place;
  for (const letter of letters.slice(1)) {
    place = name.indexOf(letter, place + 1);
    if (place < 0) return false;
  }
  return place - first < letters.length * 4;
}

/** Whether a word begins with what was typed but for one letter: wrong, missing, extra or swapped. */
function isASlipOf(word, typed) {
  if (word.startsWith(typed)) return true;
  if (typed.length < 4 || word[0] !== typed[0]) return false;
  let same = 0;
  while (same < typed.length && word[same] === typed[same]) same += 1;
  const rest = typed.slice(same + 1);
  const swapped = word[same] === typed[same + 1] && word[same + 1] === typed[same];
  return (
    word.startsWith(rest, same + 1) ||
    word.startsWith(rest, same) ||
    word.startsWith(typed.slice(same), same + 1) ||
    (swapped && word.startsWith(typed.slice(same + 2), same + 2))
  );
}
