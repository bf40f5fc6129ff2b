// The table of grids beside the map: one community at a time, figures that follow every change.
import { gridName, hangs, loadWords, say, whole } from "./words.js";

const OK = new Set(["fine", "own"]);

function cell(text, label, kind = "") {
  const made = document.createElement("td");
  made.textContent = text;
  made.dataset.label = label;
  made.className = kind;
  return made;
}

export class Table {
  // `onChoose(number)` is told when a row's button is pressed.
  constructor(table, onChoose) {
    this.body = table.tBodies[0];
    this.heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    this.rows = new Map();
    this.chosen = new Set();
    this.body.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-grid]");
      if (button) onChoose(Number(button.dataset.grid), event.ctrlKey || event.metaKey || event.shiftKey);
    });
  }

  show(plan, community) {
    this.plan = plan;
    this.community = community;
    this.rows.clear();
    this.body.replaceChildren();
    const numbers = [...plan.grids.values()].filter((grid) => grid.community === community).map((grid) => grid.number);
    for (const number of numbers.sort((a, b) => a - b)) this.#row(number);
  }

  update(grids) {
    for (const number of grids) {
      const grid = this.plan.grids.get(number);
      if (grid?.community === this.community) this.#row(number);
      else if (!grid) {
        this.rows.get(number)?.remove();
        this.rows.delete(number);
      }
    }
  }

  #row(number) {
    const figures = this.plan.figures(number);
    const row = this.rows.get(number) ?? this.#begin(number);
    const button = row.querySelector("button");
    const [, homes, load, pieces, cut] = this.heads;
    row.replaceChildren(
      row.firstElementChild,
      cell(whole(figures.homes), homes, "number"),
      this.#state(loadWords(figures), load, OK.has(figures.state) ? "met" : "short"),
      this.#state(hangs(figures), pieces, figures.pieces > 1 ? "short" : ""),
      cell(whole(figures.cut), cut, "number"),
    );
    button.setAttribute("aria-pressed", this.chosen.has(number));
    row.classList.toggle("selected", this.chosen.has(number));
  }

  #state(text, label, state) {
    const made = cell("", label);
    const word = document.createElement("span");
    word.textContent = text;
    word.className = state ? `state ${state}` : "";
    made.append(word);
    return made;
  }

  // A new row at its place in the order of numbers.
  #begin(number) {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "secondary grid-button";
    button.dataset.grid = number;
    button.textContent = gridName(number);
    button.setAttribute("aria-label", say("chooseGrid", { grid: gridName(number) }));
    head.append(button);
    row.append(head);
    const after = [...this.rows.entries()].find(([other]) => other > number)?.[1] ?? null;
    this.body.insertBefore(row, after);
    this.rows.set(number, row);
    return row;
  }

  choose(numbers) {
    const before = this.chosen;
    this.chosen = new Set(numbers);
    this.update([...before, ...this.chosen].filter((number) => this.plan.grids.has(number)));
  }

  focus(number) {
    this.rows.get(number)?.querySelector("button").focus();
  }
}
