// What the page says while somebody codes: written by the server in the reader's language, with
// {names} for what is filled in here.

const lines = document.getElementById("coding-words").content.querySelectorAll("[data-word]");
const spoken = new Map([...lines].map((line) => [line.dataset.word, line.textContent.trim()]));

export function words(key, parts = {}) {
  return spoken.get(key).replace(/\{(\w+)\}/g, (_whole, name) => parts[name] ?? "");
}

/** The words of a passage, cut to a few, in quotation marks. */
export function quoted(text, most = 60) {
  const short = text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, "")}…` : text;
  return `“${short}”`;
}
