// Suggestions for topics: a combobox with a listbox, for the name after the last comma.
import { choose } from "../options.js";

const WAIT = 150; // milliseconds after the last key

class HaruTopics extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-list`;
    this.list.className = "suggestions";
    this.list.role = "listbox";
    this.list.ariaLabel = this.querySelector("label").textContent;
    this.list.hidden = true;
    this.said = document.createElement("span");
    this.said.className = "unseen";
    this.said.role = "status";
    this.append(this.list, this.said);
    const roles = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  /** The bounds of the name that the caret is in, between commas. */
  bounds() {
    const { value, selectionStart: at } = this.input;
    const end = value.indexOf(",", at);
    return [value.lastIndexOf(",", at - 1) + 1, end < 0 ? value.length : end];
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.suggest(), WAIT);
  }

  async suggest() {
    const typed = this.input.value.slice(...this.bounds()).trim();
    this.request?.abort();
    if (!typed) return this.close();
    this.request = new AbortController();
    try {
      const address = `${this.dataset.suggest}?q=${encodeURIComponent(typed.slice(0, 50))}`;
      const answer = await fetch(address, { signal: this.request.signal, credentials: "same-origin" });
      if (answer.ok && !answer.redirected) this.open(await answer.text());
    } catch {
      this.close(); // without a connection one can still type
    }
  }

  open(html) {
    this.list.innerHTML = html; // our own server's fragment, escaped there
    this.options.forEach((option, at) => (option.id = `${this.list.id}-${at}`));
    if (!this.options.length || document.activeElement !== this.input) return this.close();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.said.textContent = `${this.dataset.found} ${this.options.length}`;
    this.choose(null);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(null);
  }

  choose(chosen) {
    this.chosen = chosen;
    choose(this.input, this.options, chosen);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") event.preventDefault(); // never sends the post from here
    if (this.list.hidden) return;
    const at = this.options.indexOf(this.chosen);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const count = this.options.length;
      this.choose(this.options[at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count]);
    } else if (event.key === "Enter" && this.chosen) {
      this.take(this.chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  take(option) {
    if (!option) return;
    const [start, end] = this.bounds();
    this.input.setRangeText(`${start ? " " : ""}${option.dataset.value}, `, start, end, "end");
    this.input.value = this.input.value.replace(/,\s*,/g, ", ").replace(/^\s+/, "");
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }
}

customElements.define("haru-topics", HaruTopics);
