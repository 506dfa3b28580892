// Suggestions of the search field: a combobox whose options are places to go. Enter without one searches.
import { choose } from "../options.js";

const WAIT = 120; // milliseconds after the last key

class HaruSearch extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-list`;
    this.list.className = "suggestions suggestions--below";
    this.list.role = "listbox";
    this.list.ariaLabel = this.querySelector("label").textContent;
    this.list.hidden = true;
    this.said = document.createElement("span");
    this.said.className = "unseen";
    this.said.role = "status";
    this.append(this.list, this.said);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  get options() {
    return [...this.list.children];
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.suggest(), WAIT);
  }

  async suggest() {
    const typed = this.input.value.trim();
    this.request?.abort();
    if (!typed || typed.length > 50) return this.close();
    this.request = new AbortController();
    try {
      const address = `${this.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: this.request.signal, credentials: "same-origin" });
      if ((answer.ok || answer.status === 429) && !answer.redirected) this.open(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // without a connection one can still type
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
    if (event.isComposing || event.keyCode === 229 || this.list.hidden) return; // Hangul is still being put together
    const at = this.options.indexOf(this.chosen);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const count = this.options.length;
      this.choose(this.options[at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count]);
    } else if (event.key === "Enter" && this.chosen) {
      event.preventDefault();
      this.go(this.chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  go(option) {
    if (option?.dataset.href) location.assign(option.dataset.href);
  }
}

customElements.define("haru-search", HaruSearch);
