// Asks every second how far the job is and shows it, until it is over.

const EVERY_MS = 1000;
const FIRST_MS = 300; // most jobs are over by then

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById("job");
  if (!now) {
    location.reload();
    return;
  }
  show(now);
  if (now.dataset.over === "no") setTimeout(lookAgain, EVERY_MS);
}

// Only what changed is put in, so that a screen reader speaks each step once.
function show(now) {
  const before = document.getElementById("job");
  if (before.innerHTML !== now.innerHTML) before.innerHTML = now.innerHTML;
  if (now.dataset.over === "yes") document.getElementById("cancel")?.remove();
}

// A connection lost for a moment is no reason to stop.
function lookAgain() {
  look().catch(() => setTimeout(lookAgain, EVERY_MS));
}

setTimeout(lookAgain, FIRST_MS);
