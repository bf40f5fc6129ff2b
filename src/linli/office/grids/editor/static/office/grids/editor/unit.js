// One unit at a time by keyboard: arrows go to the neighbour in that direction, digits give the unit to a grid beside it.
import { isNone } from "./labels.js";
import { gridName, say, whole } from "./words.js";

const ARROWS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class UnitPanel {
  // `on` is told: point(unit), assign(unit, grid).
  constructor(element, on) {
    Object.assign(this, { element, on, unit: undefined });
    this.title = element.querySelector("[data-unit-title]");
    this.list = element.querySelector("[data-unit-targets]");
    this.select = element.querySelector("[data-unit-select]");
    element.addEventListener("keydown", (event) => this.#key(event));
    this.select.addEventListener("change", () => this.on.point(Number(this.select.value)));
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-target]");
      if (button) this.#give(Number(button.dataset.target));
    });
  }

  // The units of the chosen grid, west to east, as a list to choose from.
  listOf(plan, number) {
    const units = [...(plan.grids.get(number)?.units ?? [])].sort((a, b) => plan.x[a] - plan.x[b]);
    this.select.replaceChildren(...units.map((unit) => new Option(say("unit", { unit: unit + 1, n: whole(plan.homes[unit]) }), unit)));
    if (units.includes(this.unit)) this.select.value = this.unit;
    return units;
  }

  show(plan, unit) {
    Object.assign(this, { plan, unit });
    this.element.hidden = unit === undefined;
    if (unit === undefined) return;
    this.title.textContent = say("unitTitle", { unit: unit + 1, n: whole(plan.homes[unit]), grid: gridName(plan.label[unit]) });
    this.select.value = unit;
    this.targets = plan.beside(unit).filter((grid) => !isNone(grid) && plan.refusal([unit], grid) === "");
    this.targets.splice(9);
    this.fresh = plan.fresh(plan.community[unit]);
    this.list.replaceChildren(...this.targets.map((grid, at) => this.#target(grid, at + 1)), this.#target(this.fresh, 0));
  }

  #target(grid, digit) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const homes = this.plan.figures(grid)?.homes ?? 0;
    button.type = "button";
    button.className = "secondary";
    button.dataset.target = grid;
    const slots = { digit, grid: gridName(grid), before: whole(homes), after: whole(homes + this.plan.homes[this.unit]) };
    button.textContent = say(digit === 0 ? "newGrid" : "giveTo", slots);
    item.append(button);
    return item;
  }

  #give(grid) {
    this.on.assign(this.unit, grid);
    this.element.focus();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.unit === undefined || event.target === this.select) return;
    const arrow = ARROWS[event.key];
    const target = event.key === "0" ? this.fresh : this.targets[Number(event.key) - 1];
    if (!arrow && target === undefined) return;
    event.preventDefault();
    if (target !== undefined) {
      this.#give(target);
      return;
    }
    const next = this.plan.graph.towards(this.unit, ...arrow, this.plan.x, this.plan.y);
    if (next >= 0) this.on.point(next);
  }
}
