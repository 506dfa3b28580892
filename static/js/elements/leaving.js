// <haru-leaving>: around the form that signs out. What this browser alone has of one's texts is sent first; what cannot
// be sent is asked about. Nothing of it stays behind.
import { forget, recordsOf } from "../editing/records.js";
import { csrfToken } from "../editing/saving.js";

const PATIENCE = 5_000; // ms that one text may take

/** Send a record as its editor would; return whether the server has it. */
async function send(address, { fields, post, cohort, writer, version, key, client, turn }) {
  const body = new URLSearchParams({ ...fields, post: post ?? "", cohort, writer, version: version ?? "", key, client, turn: turn + 1 });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() }, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    return answer.status === 200;
  } catch {
    return false;
  }
}

class HaruLeaving extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.dialog = this.querySelector("dialog");
    this.form.addEventListener("submit", (event) => this.leave(event));
    this.querySelector("[data-lose]").addEventListener("click", () => this.lose());
    this.querySelector("[data-stay]").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.editor?.saving?.goOn());
  }

  get editor() {
    return document.querySelector("haru-autosave");
  }

  async leave(event) {
    if (this.passing) return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const left = await this.sendAll();
    this.busy = false;
    if (left) this.dialog.showModal();
    else this.go();
  }

  /** Send what is kept here; return how many texts the server still has not. */
  async sendAll() {
    await this.editor?.saving?.settle(PATIENCE);
    if (this.editor?.dirty) await this.editor.keep();
    let left = 0;
    for (const record of await this.records()) {
      if (await send(this.dataset.address, record)) await this.drop(record);
      else left += 1;
    }
    return left;
  }

  async lose() {
    for (const record of await this.records()) await this.drop(record);
    this.go();
  }

  /** What is kept here of who signs out; a browser that keeps nothing has nothing to send. */
  records() {
    return recordsOf(this.dataset.writer).catch(() => []);
  }

  async drop({ client }) {
    if (this.editor?.record?.client === client) this.editor.dirty = false; // or it would keep its text once more on the way out
    await forget(client);
  }

  go() {
    this.passing = true;
    this.form.requestSubmit();
  }
}

customElements.define("haru-leaving", HaruLeaving);
