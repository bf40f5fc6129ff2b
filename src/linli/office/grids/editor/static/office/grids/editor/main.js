// The grid editor: table and keyboard always, the map where the browser can draw one.
import { Canvas } from "./canvas.js";
import { Desk } from "./desk.js";
import { columnsOf, fetchDraft } from "./loading.js";
import { Plan } from "./plan.js";
import { Server } from "./server.js";
import { say, useWords } from "./words.js";

const element = document.querySelector("[data-editor]");
useWords(element);

async function begin() {
  const told = element.querySelector("[data-live]");
  let draft;
  try {
    draft = await fetchDraft(element.dataset.data);
  } catch {
    told.textContent = say("noDraft");
    return;
  }
  const plan = new Plan(columnsOf(draft));
  const server = new Server(element);
  server.version = draft.version;
  const desk = new Desk(element, plan, server, draft);
  desk.restore();
  element.classList.add("live");
  const canvas = await Canvas.open(element.querySelector("[data-map=edit]"), plan, server);
  if (canvas) desk.attach(canvas);
  element.dataset.ready = "yes";
}

begin();
