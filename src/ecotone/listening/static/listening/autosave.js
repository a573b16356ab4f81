// Saves an answer while it is being written. The page works the same without this file: then
// the button saves.

const PAUSE = 800;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const box = form.elements.text;
  const place = form.querySelector("[role=status]");
  let timer = 0;
  let kept = box.defaultValue; // what the server sent: somebody may type before this file is here
  let saving = Promise.resolve();

  // A save still on its way is older than the button: the server goes by these turns.
  const nextTurn = () => form.elements.turn.value++;

  const say = (words, state) => {
    place.textContent = words;
    place.parentElement.dataset.state = state;
  };

  const send = async (keepalive) => {
    const words = box.value;
    if (words === kept) return;
    nextTurn();
    say(place.dataset.saving, "saving");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        keepalive,
      });
      if (answer.redirected || (!answer.ok && answer.status !== 409)) throw new Error("not kept");
      const { saved, problem } = await answer.json();
      if (problem) return say(problem, "failed");
      kept = words;
      say(saved, "saved");
    } catch {
      say(place.dataset.failed, "failed");
      timer = setTimeout(save, 10 * PAUSE);
    }
  };

  // One after the other, so that the place never tells of an older save than the last.
  const save = (keepalive = false) => {
    clearTimeout(timer);
    saving = keepalive ? send(true) : saving.then(() => send(false));
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  box.addEventListener("blur", () => save());
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    nextTurn();
  });
  if (box.value !== kept) timer = setTimeout(save, PAUSE);
}
