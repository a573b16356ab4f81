// The one place on a page that says whether what is being written there is safe.

const place = document.getElementById("place");
const words = place.querySelector("[role=status]");

const show = (text, state) => {
  if (words.textContent !== text) words.textContent = text; // each is read aloud once
  place.dataset.state = state;
};

export const saySaving = () => show(words.dataset.saving, "saving");
export const saySaved = (text) => show(text, "saved");
export const sayKept = () => show(words.dataset.kept, "kept");
export const sayFailed = (why = words.dataset.failed) => show(why, "failed");
