// The draft against the plan in force: one or the other, or what changes from one to the other.
import { NUMBERS } from "./labels.js";
import { Plan } from "./plan.js";

export class Compare {
  constructor(desk) {
    this.desk = desk;
    this.view = "draft";
    for (const radio of desk.element.querySelectorAll("[name=view]")) {
      radio.disabled = radio.value !== "draft" && !desk.plan.inForce;
      radio.addEventListener("change", () => this.show(radio.value));
    }
  }

  show(view) {
    this.view = view;
    const { canvas, plan, chosen } = this.desk;
    if (!canvas) return;
    if (view === "force") canvas.show(this.#inForce(), "force");
    else canvas.show(plan);
    canvas.choose(chosen.flatMap((grid) => [...(canvas.plan.grids.get(grid)?.units ?? [])]));
    canvas.mark(view === "moved" ? this.#moved() : null);
    this.desk.strokes.use(view === "force" ? "look" : (this.desk.element.querySelector("[name=tool]:checked")?.value ?? "look"));
  }

  // Land that nothing was in force for lies in no grid.
  #inForce() {
    const { plan } = this.desk;
    if (!this.force) {
      const label = plan.inForce.map((found, unit) => (found < 0 ? plan.community[unit] * NUMBERS : found));
      this.force = new Plan({ ...plan, label, saved: label });
    }
    return this.force;
  }

  #moved() {
    const { label, inForce } = this.desk.plan;
    return [...label.keys()].filter((unit) => inForce[unit] >= 0 && label[unit] !== inForce[unit]);
  }

  // A change is made on the draft: that is what is shown from then on.
  follow() {
    const { canvas } = this.desk;
    if (!canvas || this.view === "draft") return;
    if (this.view === "force") this.desk.element.querySelector("[name=view][value=draft]").click();
    else canvas.mark(this.#moved());
  }
}
