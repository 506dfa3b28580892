// A list at the caret: people behind @, topics behind #, the menu behind /. A combobox while it is open, else nothing.
import { askedAt } from "./asking.js";
import { onScreen } from "./caret.js";
import { menuOptions, pick } from "./menu.js";
import { isComposing, whenComposed } from "./typing.js";

const WAIT = 120; // milliseconds after the last key until the server is asked

export class Suggestions {
  /** Suggest in `field`; `template` holds the menu's options, and the addresses that suggest as data-people and so on. */
  constructor(field, template) {
    this.field = field;
    this.template = template;
    this.answers = new Map();
    this.list = Object.assign(document.createElement("ul"), { id: `${field.id}-suggestions`, className: "suggestions suggestions--caret", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", template.dataset.label);
    this.said = Object.assign(document.createElement("span"), { className: "unseen" });
    this.said.setAttribute("role", "status");
    template.parentElement.append(this.list, this.said);
    field.addEventListener("input", () => this.look());
    field.addEventListener("compositionend", () => setTimeout(() => this.look()));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
    this.moved = () => this.asked && document.activeElement === field && this.look();
    this.place = () => this.isOpen && this.put();
    document.addEventListener("selectionchange", this.moved);
    addEventListener("scroll", this.place, { capture: true, passive: true });
    addEventListener("resize", this.place);
  }

  leave() {
    document.removeEventListener("selectionchange", this.moved);
    removeEventListener("scroll", this.place, { capture: true });
    removeEventListener("resize", this.place);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  get options() {
    return [...this.list.children];
  }

  /** Read what stands before the caret, also of a syllable that is still being composed, and suggest for it. */
  look() {
    const { selectionStart: at, selectionEnd, value } = this.field;
    const asked = at === selectionEnd ? askedAt(value, at) : null;
    if (!asked || asked.start !== this.dismissed) this.dismissed = null;
    if (!asked || this.dismissed !== null) return this.close();
    if (this.asked && asked.kind === this.asked.kind && asked.typed === this.asked.typed && asked.start === this.asked.start) return;
    this.asked = asked;
    clearTimeout(this.timer);
    this.request?.abort();
    if (asked.kind === "menu") this.show(this.known(asked) ?? []);
    else if (this.known(asked)) return this.show(this.known(asked));
    if (!this.known(asked)) this.timer = setTimeout(() => this.fetch(asked), WAIT);
  }

  known({ kind, typed }) {
    return this.answers.get(kind + typed);
  }

  async fetch(asked) {
    const request = (this.request = new AbortController());
    const { people, topics, lectures: menu } = this.template.dataset;
    const address = `${{ people, topics, menu }[asked.kind]}?q=${encodeURIComponent(asked.typed)}`;
    try {
      const answer = await fetch(address, { signal: request.signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const made = document.createElement("template");
      made.innerHTML = await answer.text(); // our own server's fragment, escaped there
      this.answers.set(asked.kind + asked.typed, [...made.content.children]);
      if (this.asked === asked) this.show(this.known(asked));
    } catch (error) {
      if (error.name !== "AbortError" && this.asked === asked && asked.kind !== "menu") this.show([]); // without a connection one can still type
    }
  }

  /** Show these options; before them, for the menu, its own that fit. */
  show(found) {
    const chosen = this.wasMoved && this.chosen ? this.chosen.textContent : null;
    const own = this.asked.kind === "menu" ? menuOptions(this.template, this.asked.typed) : [];
    const lectures = found.map((option) => option.cloneNode(true));
    this.list.replaceChildren(...(this.asked.typed ? [...own, ...lectures] : [...lectures, ...own]));
    this.options.forEach((option, at) => (option.id = `${this.list.id}-${at}`));
    if (!this.options.length || document.activeElement !== this.field) return this.hide();
    if (!this.isOpen) this.wasMoved = false;
    this.list.hidden = false;
    this.put();
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "true", "aria-haspopup": "listbox", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.field.setAttribute(name, value);
    this.said.textContent = `${this.template.dataset.found} ${this.options.length}`;
    this.choose(this.options.find((option) => option.textContent === chosen) ?? this.options[0]);
  }

  put() {
    const { left, top, bottom } = onScreen(this.field, this.asked.start);
    const seen = visualViewport ?? { width: innerWidth, height: innerHeight, offsetTop: 0 };
    const { offsetWidth: width, offsetHeight: height } = this.list;
    const under = bottom + 4 + height <= seen.offsetTop + seen.height || top < height;
    this.list.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    this.list.style.top = `${Math.max(8, Math.min(under ? bottom + 4 : top - height - 4, innerHeight - height - 8))}px`;
  }

  choose(option) {
    this.chosen = option;
    for (const each of this.options) each.setAttribute("aria-selected", String(each === option));
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** Take the list away; what was typed stays. */
  hide() {
    this.list.hidden = true;
    this.wasMoved = false;
    this.said.textContent = "";
    for (const name of ["role", "aria-autocomplete", "aria-expanded", "aria-haspopup", "aria-controls", "aria-activedescendant"]) this.field.removeAttribute(name);
  }

  close() {
    this.asked = null;
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.isOpen) this.hide();
  }

  /** A key of the open list. Return whether it was one; a key of a composition never is. */
  key(event) {
    if (!this.isOpen || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
    const at = this.options.indexOf(this.chosen);
    const count = this.options.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.wasMoved = true;
      this.choose(this.options[(at + (event.key === "ArrowDown" ? 1 : -1) + count) % count]);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      this.take(this.chosen);
    } else if (event.key === "Escape") {
      this.dismissed = this.asked.start;
      this.close();
    } else return false;
    event.preventDefault();
    return true;
  }

  /** Put the option into the text, after the end of a composition. */
  async take(option) {
    if (!option || !this.asked) return;
    const { kind, start } = this.asked;
    if (this.field.dataset.composing) {
      this.field.blur(); // ends the composition with what was typed of it; the focus comes back below
      await whenComposed(this.field);
    }
    const end = this.field.selectionEnd;
    this.close();
    pick(this.field, kind, option, start, end);
    this.close(); // what was picked asks for nothing
  }
}
