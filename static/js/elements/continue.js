// The button that brings what the last journal left open into the text, in one step that undo takes back.
import { replaceRange, whenComposed } from "../editing/typing.js";

class HaruContinue extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.form = this.closest("form");
    this.field = this.form.querySelector("haru-editor textarea");
    this.button.addEventListener("click", (event) => {
      if (this.failed) return; // then the form itself is sent
      event.preventDefault();
      this.carry();
    });
  }

  async carry() {
    this.button.disabled = true;
    try {
      let before, text;
      do {
        before = this.field.value;
        text = await this.ask();
      } while (this.field.value !== before); // they typed on meanwhile
      this.form.querySelector("haru-editor").view("write"); // only what is seen has an undo
      await whenComposed(this.field);
      if (this.field.value === before) this.write(before, text);
      this.hidden = true;
    } catch {
      this.failed = true;
      this.button.disabled = false;
      this.button.click();
    }
  }

  async ask() {
    const body = new FormData(this.form);
    body.set(this.button.name, this.button.value);
    const answer = await fetch(this.form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("textarea").value;
  }

  write(before, text) {
    let start = 0, end = 0;
    while (start < before.length && before[start] === text[start]) start += 1;
    const most = Math.min(before.length, text.length) - start;
    while (end < most && before.at(-1 - end) === text.at(-1 - end)) end += 1;
    this.field.focus({ preventScroll: true });
    replaceRange(this.field, start, before.length - end, text.slice(start, text.length - end));
  }
}

customElements.define("haru-continue", HaruContinue);
