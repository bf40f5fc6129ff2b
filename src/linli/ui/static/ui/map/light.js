// Where pictures come slowly (no graphics card), a map that moves is drawn lighter: with fewer points to the inch and
// without the layers that are for a map at rest (metadata: AT_REST). As soon as it stands still everything is there.
const SLOW = 30; // milliseconds from one picture to the next
const QUICK = 18; // a light picture as quick as this: the machine can do more
const LOOKS = 6; // pictures that are looked at before anything is changed
const STILL = 160; // milliseconds without a move
const RATIO = 0.5;
// Layers of a map at rest, and those that stand in for them while a slow map moves.
export const AT_REST = { drawn: "still" };
export const WHILE_MOVING = { drawn: "moving", opacity: 1 };
const OPACITY = { line: "line-opacity", fill: "fill-opacity", symbol: "text-opacity" };

// Without a graphics card the browser draws with the processor, and says so.
function drawnBySoftware(map) {
  const gl = map.getCanvas().getContext("webgl2");
  const told = gl?.getExtension("WEBGL_debug_renderer_info");
  return /swiftshader|llvmpipe|software|basic render/i.test(told ? gl.getParameter(told.UNMASKED_RENDERER_WEBGL) : "");
}

const middle = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

export class Light {
  constructor(map) {
    Object.assign(this, { map, slow: drawnBySoftware(map), on: false, times: [], last: 0, timer: 0 });
    const { layers } = map.getStyle();
    this.details = layers.filter(({ metadata }) => metadata?.drawn).map(({ id, type, metadata }) => {
      const full = metadata.opacity ?? map.getPaintProperty(id, OPACITY[type]) ?? 1;
      return { id, property: OPACITY[type], still: metadata.drawn === "still" ? full : 0, moving: metadata.drawn === "moving" ? full : 0 };
    });
    map.on("move", () => this.#move());
    map.on("render", () => this.#render());
  }

  #move() {
    if (this.slow && !this.on) this.#switch(true);
    this.#still();
  }

  // Everything is there again when nothing has moved for a while; a hand that holds the map still moves it.
  #still() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.last = 0;
      if (!this.on) return;
      if (this.map.isMoving()) this.#still();
      else this.#switch(false);
    }, STILL);
  }

  // How long from picture to picture while the map moves; a pause is no picture.
  #render() {
    const now = performance.now();
    if (this.last && this.map.isMoving()) this.times.push(now - this.last);
    this.last = now;
    if (this.times.length < LOOKS) return;
    const usual = middle(this.times);
    this.times.length = 0;
    this.slow = this.on ? usual > QUICK : usual > SLOW;
  }

  #switch(on) {
    this.on = on;
    this.times.length = 0;
    for (const { id, property, still, moving } of this.details) this.map.setPaintProperty(id, property, on ? moving : still);
    this.#resize(on ? RATIO * window.devicePixelRatio : null);
  }

  // Not `setPixelRatio`: it stops whatever moves, a hand that drags the map as well, and tells of a move that none made.
  #resize(ratio) {
    this.map._overridePixelRatio = ratio;
    this.map._resizeInternal();
    this.map.triggerRepaint();
  }
}
