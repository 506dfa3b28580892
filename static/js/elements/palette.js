// One field for going anywhere (Ctrl+K, Cmd+K): pages, people, topics, posts. The server's page of them is its list.
import { choose } from "../options.js";

const WAIT = 120; // milliseconds after the last key
const isComposing = (event) => event.isComposing || event.keyCode === 229; // Hangul is still being put together

class HaruPalette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.said = this.querySelector("[role=status]");
    this.pressed = (event) => this.press(event);
    this.asked = (event) => this.ask(event);
    document.addEventListener("keydown", this.pressed);
    document.addEventListener("click", this.asked);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    this.dialog.addEventListener("cancel", (event) => this.composing && event.preventDefault());
    for (const name of ["compositionstart", "compositionend"]) {
      this.input.addEventListener(name, () => (this.composing = name === "compositionstart"));
    }
    this.dialog.addEventListener("click", ({ target }) => {
      if (target === this.dialog || target.closest("[data-close]")) this.dialog.close();
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
    document.removeEventListener("click", this.asked);
    clearTimeout(this.timer);
    this.request?.abort();
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  press(event) {
    const isOurs = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK";
    if (!isOurs || isComposing(event) || event.defaultPrevented) return; // somebody else's
    event.preventDefault();
    if (this.dialog.open) this.dialog.close();
    else if (!document.querySelector("dialog[open]")) this.show();
  }

  ask(event) {
    const link = event.target.closest?.("[data-palette]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.closest("details")?.querySelector("summary").focus(); // where the focus comes back to: the menu closes
    this.show();
  }

  show() {
    this.input.value = "";
    this.list.replaceChildren();
    this.dialog.showModal();
    this.input.focus();
    this.fetch();
  }

  later() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.isBehind = true;
    this.timer = setTimeout(() => this.fetch(), WAIT);
  }

  async fetch() {
    this.request?.abort();
    this.isBehind = true;
    const request = (this.request = new AbortController());
    try {
      const address = `${this.dataset.ways}?q=${encodeURIComponent(this.input.value.trim())}`;
      const how = { signal: request.signal, cache: "no-store", headers: { "HX-Request": "true" } };
      const answer = await fetch(address, how);
      if (answer.redirected || !(answer.ok || answer.status === 429)) throw new Error(answer.status);
      this.fill(await answer.text());
    } catch (error) {
      if (error.name === "AbortError") return;
      this.list.replaceChildren();
      this.said.textContent = this.dataset.lost;
      this.said.classList.remove("unseen");
    }
  }

  fill(html) {
    this.list.innerHTML = html; // our own server's fragment, escaped there
    for (const group of this.list.querySelectorAll("section")) {
      const title = group.querySelector("h2");
      group.role = "group";
      group.ariaLabel = title.textContent;
      title.role = "presentation";
    }
    [...this.list.querySelectorAll("a")].forEach((way, at) => Object.assign(way, { id: `way-${at}`, role: "option", tabIndex: -1 }));
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.said.textContent = `${this.dataset.found} ${this.options.length}`;
    this.said.classList.add("unseen");
    this.isBehind = false;
    this.choose(this.options[0]);
    this.list.scrollTop = 0;
    if (this.isWanted) this.go();
  }

  choose(chosen) {
    this.chosen = chosen;
    choose(this.input, this.options, chosen);
  }

  key(event) {
    this.isWanted = false;
    if (isComposing(event)) return;
    const { options } = this;
    const at = options.indexOf(this.chosen);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + options.length, Home: 0, End: options.length - 1 }[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      this.isWanted = this.isBehind; // what was typed is answered first
      if (!this.isBehind) this.go();
    } else if (to !== undefined && options.length && !event.shiftKey) {
      event.preventDefault();
      this.choose(options[to % options.length]);
    }
  }

  go() {
    this.isWanted = false;
    this.chosen?.click();
  }
}

customElements.define("haru-palette", HaruPalette);
