// The pointer on the map: looking, choosing a grid, painting. A stroke that begins in a grid carries that grid over
// what it passes, so dragging a border outwards gives land to the grid it came from.
export class Strokes {
  // `on` is told: choose(unit), grid(number), begin(), paint(units, grid), end(), give(unit), far().
  constructor(canvas, on) {
    Object.assign(this, { canvas, on, tool: "look", last: null, brush: null, moved: false });
    const { map } = canvas;
    for (const [down, move, up] of [["mousedown", "mousemove", "mouseup"], ["touchstart", "touchmove", "touchend"]]) {
      map.on(down, (event) => this.#down(event));
      map.on(move, (event) => this.#move(event));
      map.on(up, () => this.#up());
    }
    map.on("click", (event) => this.#click(event));
    window.addEventListener("blur", () => this.#up());
  }

  use(tool) {
    this.tool = tool;
    const { map } = this.canvas;
    map.dragPan[tool === "paint" ? "disable" : "enable"]();
    map.boxZoom[tool === "paint" ? "disable" : "enable"]();
    map.getCanvas().style.cursor = { look: "", choose: "pointer", paint: "crosshair" }[tool];
  }

  #down(event) {
    if (this.tool !== "paint" || (event.points?.length ?? 1) > 1) return;
    if (!this.canvas.near) this.on.far();
    const unit = this.canvas.unitAt(event.point);
    if (unit === undefined) return;
    event.preventDefault();
    this.brush = this.canvas.plan.label[unit];
    this.last = event.point;
    this.moved = false;
    this.on.begin();
  }

  #move(event) {
    if (this.brush === null) return;
    const units = this.canvas.along(this.last, event.point);
    this.last = event.point;
    const others = units.filter((unit) => this.canvas.plan.label[unit] !== this.brush);
    if (others.length === 0) return;
    this.moved = true;
    this.on.paint(others, this.brush);
  }

  #up() {
    if (this.brush === null) return;
    this.brush = null;
    this.on.end();
  }

  #click(event) {
    if (this.moved || this.tool === "look") {
      this.moved = false;
      return;
    }
    if (this.canvas.near) this.#touch(this.canvas.unitAt(event.point));
    else if (this.tool === "choose") this.#grid(this.canvas.far.gridAt(event.point));
  }

  #touch(unit) {
    if (unit === undefined) return;
    if (this.tool === "paint") this.on.give(unit);
    else this.on.choose(unit);
  }

  #grid(number) {
    if (number !== undefined) this.on.grid(number);
  }
}
