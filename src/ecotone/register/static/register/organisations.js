// Suggests organisations while one is being typed, from the programme and the public registers.
// Without this file the field offers the programme's own, and takes any name.

const PAUSE = 200;
const FEWEST_LETTERS = 2;

for (const offered of document.querySelectorAll("datalist[data-suggest]")) {
  for (const field of document.querySelectorAll(`input[list="${offered.id}"]`)) {
    suggestInto(field, offered);
  }
}

function suggestInto(field, offered) {
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let timer = 0;
  let asked = "";
  let chosen = -1;

  list.id = `${field.id}-suggested`;
  list.className = "suggested";
  list.role = "listbox";
  list.hidden = true;
  list.ariaLabel = offered.dataset.label;
  told.className = "visually-hidden";
  told.role = "status";
  field.removeAttribute("list");
  field.role = "combobox";
  field.ariaAutoComplete = "list";
  field.ariaExpanded = "false";
  field.setAttribute("aria-controls", list.id);
  field.after(list, told);

  const close = () => {
    list.hidden = true;
    field.ariaExpanded = "false";
    point(-1);
  };

  const point = (place) => {
    const options = [...list.children];
    chosen = options.length ? (place + options.length) % options.length : -1;
    if (place < 0 && place !== chosen - options.length) chosen = -1;
    options.forEach((option, here) => (option.ariaSelected = String(here === chosen)));
    const pointed = options[chosen];
    pointed?.scrollIntoView({ block: "nearest" });
    if (pointed) field.setAttribute("aria-activedescendant", pointed.id);
    else field.removeAttribute("aria-activedescendant");
  };

  const take = (option) => {
    field.value = asked = option.dataset.value;
    close();
  };

  const offer = ({ organisations }) => {
    list.replaceChildren(...organisations.map(asOption));
    list.hidden = !organisations.length;
    field.ariaExpanded = String(!list.hidden);
    told.textContent = offered.dataset.told.replace("0", organisations.length);
    point(-1);
  };

  const asOption = ({ value, label }, place) => {
    const option = document.createElement("li");
    const where = document.createElement("span");
    option.id = `${list.id}-${place}`;
    option.role = "option";
    option.dataset.value = value;
    where.textContent = label;
    option.append(value, where);
    return option;
  };

  const suggest = async () => {
    const words = field.value.trim();
    if (words.length < FEWEST_LETTERS) return close();
    if (words === asked) return;
    asked = words;
    const address = `${offered.dataset.suggest}?${new URLSearchParams({ q: words })}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok && words === asked) offer(await answer.json());
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  field.addEventListener("keydown", (press) => {
    if (list.hidden) return;
    if (press.key === "ArrowDown") point(chosen + 1);
    else if (press.key === "ArrowUp") point(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (press.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else if (press.key === "Escape") close();
    else return;
    press.preventDefault();
  });
  field.addEventListener("blur", close);
  // Before the field loses its focus, or the list would be gone when the button comes up.
  list.addEventListener("pointerdown", (press) => {
    press.preventDefault();
    const option = press.target.closest("li");
    if (option) take(option);
  });
}
