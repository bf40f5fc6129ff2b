// Talks to the server: saving, asking the engine, and keeping what is not saved yet in this tab.
async function post(address, token, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
    body: JSON.stringify(body),
  });
  const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
  return { ok: answer.ok, status: answer.status, said };
}

export class Server {
  constructor(element) {
    this.places = element.dataset;
    this.token = element.querySelector("input[name=csrfmiddlewaretoken]").value;
    this.version = 0;
  }

  // Answers { ok, status, said }; 409 with said.newer when a colleague saved first.
  save(plan) {
    return post(this.places.save, this.token, { version: this.version, ...this.#changed(plan) });
  }

  keepCopy(plan) {
    return post(this.places.copy, this.token, { version: this.version, ...this.#changed(plan) });
  }

  #changed(plan) {
    const units = plan.changes();
    return { units, labels: units.map((unit) => plan.label[unit]) };
  }

  // Outlines of the grids that these units with these labels make, as GeoJSON; null when the server is not reached.
  async outlines(units, labels, zoom) {
    try {
      const answer = await post(this.places.outlines, this.token, { units, labels, zoom });
      return answer.ok ? answer.said : null;
    } catch {
      return null;
    }
  }

  // New labels for units: `grids` connected grids, old numbers kept where they can be.
  redraw(plan, units, grids) {
    const taken = plan.taken(plan.community[units[0]]);
    return post(this.places.redraw, this.token, { units, labels: units.map((unit) => plan.label[unit]), grids, taken });
  }

  get #drawer() {
    return `linli-grids-${this.places.data}`;
  }

  // What was not saved survives a closed tab or a lost connection; grids and units only, nobody's data.
  remember(plan) {
    const kept = { version: this.version, ...this.#changed(plan) };
    if (kept.units.length > 0) sessionStorage.setItem(this.#drawer, JSON.stringify(kept));
    else sessionStorage.removeItem(this.#drawer);
  }

  recall() {
    const kept = JSON.parse(sessionStorage.getItem(this.#drawer) ?? "null");
    return kept?.version === this.version ? kept : null;
  }

  forget() {
    sessionStorage.removeItem(this.#drawer);
  }
}
