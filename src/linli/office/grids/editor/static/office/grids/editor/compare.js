// The draft against the plan in force: one or the other, or what changes from one to the other.
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
    if (view === "force") {
      this.force ??= new Plan({ ...plan, label: plan.inForce, saved: plan.inForce });
      canvas.show(this.force);
    } else canvas.show(plan);
    canvas.choose(chosen.flatMap((grid) => [...(canvas.plan.grids.get(grid)?.units ?? [])]));
    canvas.map.setLayoutProperty("units-moved", "visibility", view === "moved" ? "visible" : "none");
    if (view === "moved") canvas.mark(this.#moved(), true);
    this.desk.strokes.use(view === "force" ? "look" : (this.desk.element.querySelector("[name=tool]:checked")?.value ?? "look"));
  }

  #moved() {
    const { label, inForce } = this.desk.plan;
    return [...label.keys()].filter((unit) => inForce[unit] >= 0 && label[unit] !== inForce[unit]);
  }

  // A change is made on the draft: that is what is shown from then on.
  follow(units) {
    const { canvas, plan } = this.desk;
    if (!canvas || this.view === "draft") return;
    if (this.view === "force") this.desk.element.querySelector("[name=view][value=draft]").click();
    else for (const unit of units) canvas.mark([unit], plan.inForce[unit] >= 0 && plan.label[unit] !== plan.inForce[unit]);
  }
}
