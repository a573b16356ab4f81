// The coding page, as fast as thought: what somebody does is on the page at once, and the server
// is told afterwards. This file only brings the parts together.

import { Acts } from "./acts.js";
import { Book } from "./codebook.js";
import { Codings } from "./codings.js";
import { Desk } from "./desk.js";
import { Favourites } from "./favourites.js";
import { Held } from "./held.js";
import { obey } from "./keys.js";
import { Margin } from "./margin.js";
import { Painter } from "./painting.js";
import { Palette } from "./palette.js";
import { Paragraphs } from "./paragraphs.js";
import { Presence } from "./presence.js";
import { Status } from "./status.js";
import { Steps } from "./steps.js";
import { Stepper } from "./stepping.js";

const find = (id) => document.getElementById(id);
const text = find("text");
const { coder, initials, codings: listed } = JSON.parse(find("coding-data").textContent);
const { steps: address, programme } = find("desk").dataset;
const owner = `${programme} ${coder}`;

const favourites = new Favourites(owner);
const book = new Book(find("codebook"), favourites);
const paragraphs = new Paragraphs(text);
const codings = new Codings(paragraphs, listed);
const painter = new Painter(codings, book);
const status = new Status({ line: find("coding-status"), sent: find("coding-sent"), ears: find("coding-heard") });
const held = new Held({ paragraphs, codings, book, status });
const stepper = new Stepper(paragraphs);

const token = find("palette").elements.csrfmiddlewaretoken.value;
const steps = new Steps({
  address,
  owner,
  token,
  hear: (answers) => desk.hear(answers),
  tell: (state, number) => status.tell(state, number),
});
const acts = new Acts({ codings, steps, initials });
const margin = new Margin({ paragraphs, codings, painter, book, template: find("note-template") });
const palette = new Palette({
  form: find("palette"),
  card: text.parentElement,
  book,
  favourites,
  hear: (what, choice) => desk.chose(what, choice),
});
const desk = new Desk({ text, paragraphs, codings, acts, margin, painter, palette, held, stepper, favourites, book, status, token });

// The passage comes first; how often its code is used may follow a frame later.
const afterPainting = (act) => requestAnimationFrame(() => setTimeout(act));

codings.whenChanged(({ before, after, touched }) => {
  margin.change(touched);
  afterPainting(() => {
    if (before) book.count(before, -1);
    if (after) book.count(after, 1);
  });
});
if (globalThis.Highlight) for (const paragraph of paragraphs.all) paragraph.unwrap();
for (const step of await steps.resume()) acts.repeat(step);

obey(text, desk.keys());
desk.listen();
document.fonts.ready.then(() => margin.arrangeSoon());
new ResizeObserver(() => margin.arrangeSoon()).observe(text);
addEventListener("beforeprint", () => margin.drawAll());

new Presence({ element: find("present"), paragraphs, codings, acts, book, token });

document.documentElement.dataset.coding = "ready";
performance.mark("coding-ready");
