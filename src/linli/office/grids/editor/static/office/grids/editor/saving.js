// Saving: the server checks the whole plan again. When a colleague saved first, both plans are kept.
import { say } from "./words.js";

export class Saving {
  constructor(desk) {
    this.desk = desk;
    this.form = desk.$("save-form");
    this.button = this.form.querySelector("button");
    this.conflict = desk.$("conflict");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    desk.$("keep-copy").addEventListener("click", () => this.#copy());
  }

  ready(changed) {
    this.button.disabled = !changed || !this.desk.editable;
  }

  async #save() {
    const { desk } = this;
    this.button.disabled = true;
    desk.tell(say("saving"));
    const answer = await this.#reach(() => desk.server.save(desk.plan));
    if (answer.ok) {
      desk.saved(answer.said.version);
      desk.$("version").textContent = say("versionNow", { version: answer.said.version });
      desk.tell(say("saved", { version: answer.said.version }));
      return;
    }
    this.button.disabled = false;
    if (answer.status === 409 && answer.said.newer) this.#tellConflict(answer.said);
    else desk.tell(answer.said.message ?? say("lost"));
  }

  async #reach(call) {
    try {
      return await call();
    } catch {
      return { ok: false, status: 0, said: {} }; // no connection: the changes stay in this tab
    }
  }

  #tellConflict(said) {
    this.conflict.hidden = false;
    this.conflict.querySelector("[data-conflict-words]").textContent = said.message;
    this.conflict.focus();
  }

  async #copy() {
    const { desk } = this;
    const answer = await this.#reach(() => desk.server.keepCopy(desk.plan));
    if (!answer.ok) {
      desk.tell(answer.said.message ?? say("lost"));
      return;
    }
    desk.server.forget();
    desk.plan.keep();
    window.location.assign(answer.said.address);
  }
}
