// Buttons that let the server begin or go on with the text: its answer is put in in one step, which undo takes back.
import { replaceRange, whenComposed } from "../editing/typing.js";

class HaruFill extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.field = this.form.querySelector("haru-editor textarea");
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || this.failed) return; // then the form itself is sent
      event.preventDefault();
      if (!this.asking) this.fill(button);
    });
  }

  async fill(button) {
    this.asking = true;
    try {
      let before, made;
      do {
        before = this.field.value;
        made = await this.ask(button);
      } while (this.field.value !== before); // they typed on meanwhile
      this.form.querySelector("haru-editor").view("write"); // only what is seen has an undo
      await whenComposed(this.field);
      if (this.field.value === before) this.write(before, made.value);
      if (this.isChoice) this.field.setSelectionRange(...Array(2).fill(Number(made.dataset.caret)));
      this.show(button);
    } catch {
      this.failed = true;
      button.click();
    }
    this.asking = false;
  }

  /** A choice shows what is chosen; what can be done once is gone. */
  show(button) {
    for (const choice of this.querySelectorAll("[aria-pressed]")) choice.setAttribute("aria-pressed", String(choice === button));
    this.hidden = !this.isChoice;
  }

  get isChoice() {
    return Boolean(this.querySelector("[aria-pressed]"));
  }

  async ask(button) {
    const body = new FormData(this.form);
    body.set(button.name, button.value);
    const answer = await fetch(this.form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("textarea");
  }

  write(before, text) {
    let start = 0, end = 0;
    while (start < before.length && before[start] === text[start]) start += 1;
    const most = Math.min(before.length, text.length) - start;
    while (end < most && before.at(-1 - end) === text.at(-1 - end)) end += 1;
    this.field.focus({ preventScroll: true });
    if (start + end < Math.max(before.length, text.length)) replaceRange(this.field, start, before.length - end, text.slice(start, text.length - end));
  }
}

customElements.define("haru-fill", HaruFill);
