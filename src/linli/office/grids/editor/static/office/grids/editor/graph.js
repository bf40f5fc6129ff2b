// Which unit borders on which, and whether units hang together. Pure: knows no page and no map.

export class Graph {
  // `from` and `to` are the ends of each border, `price` its priced metres; the three have one entry a border.
  constructor(count, from, to, price) {
    this.count = count;
    this.start = new Int32Array(count + 1);
    for (let b = 0; b < from.length; b++) {
      this.start[from[b] + 1]++;
      this.start[to[b] + 1]++;
    }
    for (let u = 0; u < count; u++) this.start[u + 1] += this.start[u];
    const next = this.start.slice(0, count);
    this.neighbour = new Int32Array(from.length * 2);
    this.border = new Int32Array(from.length * 2);
    for (let b = 0; b < from.length; b++) {
      this.#put(next, from[b], to[b], b);
      this.#put(next, to[b], from[b], b);
    }
    this.price = price;
    this.seen = new Int32Array(count); // a new number for each walk saves clearing it
    this.walk = 0;
  }

  #put(next, unit, other, border) {
    this.neighbour[next[unit]] = other;
    this.border[next[unit]++] = border;
  }

  // Connected pieces that `units` fall into when only borders between units of the same label count.
  pieces(units, label) {
    const mark = ++this.walk;
    const stack = [];
    let pieces = 0;
    for (const first of units) {
      if (this.seen[first] === mark) continue;
      pieces++;
      this.seen[first] = mark;
      stack.push(first);
      while (stack.length > 0) this.#spread(stack.pop(), mark, label, stack);
    }
    return pieces;
  }

  #spread(unit, mark, label, stack) {
    for (let e = this.start[unit]; e < this.start[unit + 1]; e++) {
      const other = this.neighbour[e];
      if (this.seen[other] !== mark && label[other] === label[unit]) {
        this.seen[other] = mark;
        stack.push(other);
      }
    }
  }

  // Units that border on this one.
  around(unit) {
    return [...new Set(this.neighbour.subarray(this.start[unit], this.start[unit + 1]))];
  }

  // The neighbour that lies best in the direction east, north; none where all lie behind.
  towards(unit, east, north, x, y) {
    let best = -1;
    let most = 0.25; // cosine: up to 75 degrees to the side
    for (const other of this.around(unit)) {
      const dx = x[other] - x[unit];
      const dy = y[other] - y[unit];
      const along = (dx * east + dy * north) / (Math.hypot(dx, dy) || 1);
      if (along > most) [best, most] = [other, along];
    }
    return best;
  }
}
