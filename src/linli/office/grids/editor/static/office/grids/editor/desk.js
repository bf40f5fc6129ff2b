// Brings plan, table, unit panel and map together: every change goes through here.
import { Compare } from "./compare.js";
import { Saving } from "./saving.js";
import { Strokes } from "./strokes.js";
import { Table } from "./table.js";
import { UnitPanel } from "./unit.js";
import { gridName, say, sentence, whole } from "./words.js";

export class Desk {
  constructor(element, plan, server, draft) {
    Object.assign(this, { element, plan, server, canvas: null, chosen: [], community: 0 });
    this.table = new Table(element.querySelector("table[data-grids]"), (grid, more) => this.chooseGrid(grid, more));
    this.unit = new UnitPanel(element.querySelector("[data-unit]"), {
      point: (unit) => this.point(unit),
      assign: (unit, grid) => this.assign([unit], grid),
    });
    this.codes = draft.communities.map((community) => community.code);
    this.compare = new Compare(this);
    this.saving = new Saving(this);
    this.place = element.querySelector("[data-community]");
    this.place.replaceChildren(...draft.communities.map((community, at) => new Option(community.name, at)));
    this.place.addEventListener("change", () => this.goTo(Number(this.place.value), true));
    this.editable = element.dataset.editable === "yes";
    this.#buttons();
    this.goTo(0, false);
    window.addEventListener("beforeunload", (event) => {
      if (this.plan.changes().length > 0) event.preventDefault();
    });
  }

  $(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  #buttons() {
    const acts = { undo: () => this.#step("undo"), redo: () => this.#step("redo"), split: () => this.#redraw(this.chosen, this.chosen.length + 1), finish: () => this.#finish(), merge: () => this.#merge() };
    for (const [name, act] of Object.entries(acts)) this.$(name).addEventListener("click", act);
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea")) return;
      const name = event.key === "y" || (event.key === "Z" && event.shiftKey) ? "redo" : event.key === "z" ? "undo" : "";
      if (name && this.editable) {
        event.preventDefault();
        this.#step(name);
      }
    });
  }

  // The map has been drawn: it shows what stands by now.
  attach(canvas) {
    this.canvas = canvas;
    canvas.show(this.plan);
    this.strokes = new Strokes(canvas, {
      choose: (unit) => this.point(unit),
      grid: (number) => this.#seen(number),
      far: () => this.tell(say("tooFar")),
      give: (unit) => (this.chosen.length === 1 ? this.assign([unit], this.chosen[0]) : this.point(unit)),
      begin: () => this.plan.begin(),
      paint: (units, grid) => this.assign(units, grid),
      end: () => {
        this.plan.end();
        this.#totals();
      },
    });
    for (const radio of this.element.querySelectorAll("[name=tool]")) {
      radio.disabled = !this.editable && radio.value === "paint";
      radio.addEventListener("change", () => this.strokes.use(radio.value));
    }
    if (this.chosen.length > 0) this.canvas.choose(this.#unitsOf(this.chosen));
  }

  restore() {
    const kept = this.server.recall();
    if (!kept || !this.editable) return;
    this.#after(kept.units, this.plan.relabel(kept.units, kept.labels));
    this.tell(say("restored", { n: kept.units.length }));
  }

  goTo(community, reveal) {
    this.community = community;
    this.place.value = community;
    this.table.show(this.plan, community);
    this.#choose([]);
    this.point(undefined);
    this.#totals();
    if (reveal) this.canvas?.reveal(this.#unitsOf(this.table.rows.keys()));
  }

  chooseGrid(grid, more) {
    const others = more ? this.chosen.filter((other) => other !== grid) : [];
    this.#choose([...others, grid]);
    const units = this.unit.listOf(this.plan, grid);
    this.point(units.find((unit) => this.plan.beside(unit).length > 0) ?? units[0], false);
    this.canvas?.reveal(this.#unitsOf([grid]));
    this.tell(sentence(this.plan.figures(grid)) + say("stop"));
  }

  // A grid was chosen on the map from far away.
  #seen(number) {
    const unit = this.unit.listOf(this.plan, number)[0];
    if (unit !== undefined) this.point(unit);
  }

  #choose(grids) {
    this.chosen = grids;
    this.table.choose(grids);
    this.canvas?.choose(this.#unitsOf(grids));
    this.$("split").disabled = !this.editable || grids.length !== 1;
    this.$("merge").disabled = !this.editable || grids.length !== 2;
    this.$("finish").disabled = !this.editable;
    this.#dedicate(grids);
  }

  // One chosen grid can become that of a school or a market, on a page of its own, once it is saved.
  #dedicate(grids) {
    const link = this.$("dedicate");
    const one = grids.length === 1 ? new URLSearchParams({ community: this.codes[this.community], grid: gridName(grids[0]) }) : "";
    link.href = `${link.dataset.dedicate}?${one}`;
  }

  #unitsOf(grids) {
    return [...grids].flatMap((grid) => [...(this.plan.grids.get(grid)?.units ?? [])]);
  }

  // The cursor goes to a unit, and its grid is chosen with it.
  point(unit, withGrid = true) {
    if (unit !== undefined && withGrid) {
      const grid = this.plan.label[unit];
      if (this.plan.community[unit] !== this.community) {
        this.community = this.plan.community[unit];
        this.place.value = this.community;
        this.table.show(this.plan, this.community);
        this.#totals();
      }
      if (!this.chosen.includes(grid)) {
        this.#choose([grid]);
        this.unit.listOf(this.plan, grid);
        this.tell(sentence(this.plan.figures(grid)) + say("stop"));
      }
    }
    this.unit.show(this.plan, unit);
    this.canvas?.point(unit);
  }

  assign(units, grid) {
    if (!this.editable) return;
    const refused = this.plan.refusal(units, grid);
    if (refused) {
      this.tell(say("refusedCommunity"));
      return;
    }
    this.#after(units, this.plan.assign(units, grid));
  }

  // Everything that shows the plan follows; the live region says the new balance.
  #after(units, grids) {
    if (grids.size === 0) return;
    this.table.update(grids);
    this.canvas?.redraw(units, grids);
    this.compare.follow();
    const left = this.chosen.filter((grid) => this.plan.grids.has(grid));
    this.#choose(left);
    if (this.unit.unit !== undefined) {
      this.unit.listOf(this.plan, this.plan.label[this.unit.unit]);
      this.unit.show(this.plan, this.unit.unit);
    }
    this.#totals();
    this.server.remember(this.plan);
    const said = [...grids].map((grid) => this.plan.figures(grid)).filter(Boolean).slice(0, 3).map(sentence);
    this.tell(`${said.join(say("semicolon"))}${say("stop")}${this.summary}`);
  }

  get summary() {
    const here = this.plan.totals(this.community);
    return say("summary", { fine: here.fine, grids: here.grids, due: here.due });
  }

  #totals() {
    const all = this.plan.totals();
    const cut = all.grids > 0 ? all.cut / all.grids : 0;
    this.$("total-fine").textContent = say("ofGrids", { fine: whole(all.fine), grids: whole(all.grids), due: whole(all.due) });
    this.$("total-broken").textContent = all.broken.length === 0 ? say("none") : all.broken.slice(0, 12).map(gridName).join(say("comma"));
    this.$("total-cut").textContent = say("cutPerGrid", { n: whole(cut) });
    this.$("total-moved").textContent = this.plan.inForce ? say("homes", { n: whole(all.moved) }) : say("nothingInForce");
    this.$("total-changed").textContent = say("units", { n: whole(all.changed) });
    this.$("undo").disabled = this.plan.done.length === 0;
    this.$("redo").disabled = this.plan.undone.length === 0;
    this.saving.ready(all.changed > 0);
  }

  #step(name) {
    const step = this.plan[name]();
    if (step) this.#after(step.units, step.grids);
  }

  #merge() {
    const [from, to] = this.chosen;
    if (this.chosen.length === 2) this.assign(this.#unitsOf([from]), to);
  }

  // The chosen grids, or all that is not finished in this community.
  #finish() {
    const grids = this.chosen.length > 1 ? this.chosen : this.plan.unfinished(this.community);
    if (grids.length === 0) this.tell(say("nothingLeft"));
    else this.#redraw(grids, this.plan.dueIn(grids));
  }

  // Ask the engine to draw these grids anew as `count` grids.
  async #redraw(grids, count) {
    const units = this.#unitsOf(grids);
    this.tell(say("asking"));
    this.element.setAttribute("aria-busy", "true");
    const answer = await this.server.redraw(this.plan, units, count);
    this.element.removeAttribute("aria-busy");
    if (!answer.ok) {
      this.tell(answer.said.message ?? say("lost"));
      return;
    }
    this.#after(units, this.plan.relabel(units, answer.said.labels));
  }

  tell(words) {
    this.$("live").textContent = words;
  }

  // A saved plan is the new beginning.
  saved(version) {
    this.server.version = version;
    this.server.forget();
    this.plan.keep();
    this.#totals();
  }
}
