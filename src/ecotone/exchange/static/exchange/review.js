/* Reviewing by single keys, for whoever switches them on; and looking again while a round runs. */

const REMEMBERED = "single-keys";

function neighbour(step) {
  const links = [...document.querySelectorAll(".queue li > a[href]")];
  const current = links.findIndex((link) => link.hasAttribute("aria-current"));
  return links[Math.min(Math.max(current + step, 0), links.length - 1)];
}

function press(event) {
  const isTyping = event.target.closest("input, textarea, select");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") neighbour(key === "j" ? 1 : -1)?.click();
  else document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
}

function offerKeys(box) {
  box.closest("label").hidden = false;
  box.checked = localStorage.getItem(REMEMBERED) === "on";
  const listen = () => {
    localStorage.setItem(REMEMBERED, box.checked ? "on" : "off");
    document[box.checked ? "addEventListener" : "removeEventListener"]("keydown", press);
  };
  box.addEventListener("change", listen);
  listen();
}

const box = document.querySelector("#single-keys");
if (box) offerKeys(box);

const running = document.querySelector("[data-reload-every]");
if (running) setTimeout(() => location.reload(), Number(running.dataset.reloadEvery));
