// Buttons that let the server begin or go on with the text: its answer is put in in one step, which undo takes back.
// Where it begins the text, another day that is chosen begins it anew, as long as nothing was written.
import { csrfToken } from "../editing/saving.js";
import { replaceRange, whenComposed } from "../editing/typing.js";

class HaruFill extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.field = this.form.querySelector("haru-editor textarea");
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || this.failed) return; // then the form itself is sent
      event.preventDefault();
      this.fill(button);
    });
    if ("day" in this.dataset) this.follow(this.form.elements[this.dataset.day]);
  }

  /** A choice of templates: begin anew for another day. */
  follow(day) {
    this.begun = this.field.value === this.field.defaultValue ? this.field.value : null;
    const chosen = this.querySelector("[aria-pressed=true]");
    this.wanted = day.value && chosen ? chosen : this.querySelector("[data-default]");
    day.addEventListener("change", () => {
      if (this.field.value === this.begun) this.fill(day.value ? this.wanted : this.querySelector("[value=none]"), true);
    });
  }

  /** Ask until the text stands still; `quietly` gives up without a word. */
  async fill(button, quietly = false) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      let before, made;
      do {
        before = this.field.value;
        made = await this.ask(button, before === this.begun);
        if (turn !== this.turn) return; // another button was pressed
      } while (this.field.value !== before); // they typed on meanwhile
      this.form.querySelector("haru-editor").view("write"); // only what is seen has an undo
      await whenComposed(this.field);
      if (this.field.value === before) this.write(before, made);
      this.show(button, quietly);
    } catch {
      if (quietly) return;
      this.failed = true;
      button.click();
    }
  }

  /** A choice shows what is chosen; what can be done once is gone. */
  show(button, quietly) {
    if (!this.isChoice) this.hidden = true;
    else if (!quietly) this.wanted = button;
    for (const choice of this.querySelectorAll("[aria-pressed]")) choice.setAttribute("aria-pressed", String(choice === button));
  }

  get isChoice() {
    return "day" in this.dataset;
  }

  async ask(button, anew) {
    const body = new FormData(this.form);
    for (const name of ["csrfmiddlewaretoken", "pictures"]) body.delete(name);
    body.set(button.name, button.value);
    if (anew) body.set("body", "");
    const headers = { "HX-Request": "true", "X-CSRFToken": csrfToken() };
    const answer = await fetch(this.form.action, { method: "POST", body, headers, redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("textarea");
  }

  /** Put the text of `made` in the place of `before`, by what is different; a beginning says where one goes on. */
  write(before, made) {
    const text = made.value;
    let start = 0, end = 0;
    while (start < before.length && before[start] === text[start]) start += 1;
    const most = Math.min(before.length, text.length) - start;
    while (end < most && before.at(-1 - end) === text.at(-1 - end)) end += 1;
    this.field.focus({ preventScroll: true });
    if (before !== text) replaceRange(this.field, start, before.length - end, text.slice(start, text.length - end));
    if (!this.isChoice) return;
    this.field.setSelectionRange(...Array(2).fill(Number(made.dataset.caret)));
    if (before === this.begun) this.begun = text;
  }
}

customElements.define("haru-fill", HaruFill);
