// Shortcuts of a single key, for who wants them (their profile says so): never while somebody types. The desk has its own.
import { sayKeys } from "../apple.js";

const GO = { h: "home", t: "topics" }; // after g
const PAUSE = 1500; // milliseconds within which the second key follows g
const TITLES = "main .post__title a";

class HaruKeys extends HTMLElement {
  connectedCallback() {
    this.pressed = (event) => this.press(event);
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
    clearTimeout(this.timer);
  }

  press(event) {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    // A keyboard in Korean says ㅎ for the key of g.
    const key = /^[ㄱ-ㅣ]$/.test(event.key) ? event.code.replace(/^Key/, "").toLowerCase() : event.key;
    const wasG = this.isG;
    this.isG = false;
    if (!this.act(key, wasG)) return;
    event.preventDefault();
  }

  /** Do what a key is for, after g or alone; whether it is for anything here. */
  act(key, wasG) {
    if (wasG) return Boolean(GO[key]) && this.visit(GO[key]);
    if (key === "g") return this.wait();
    if (key === "n") return this.visit("write");
    if (key === "/") return this.search();
    if (key === "?") return this.help();
    if (key === "j" || key === "k") return this.step(key === "j" ? 1 : -1);
    return false;
  }

  wait() {
    this.isG = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.isG = false), PAUSE);
    return true;
  }

  visit(name) {
    const address = this.dataset[name];
    if (address) location.assign(address);
    return Boolean(address);
  }

  search() {
    const field = [...document.querySelectorAll("input[type=search]")].find((each) => each.checkVisibility());
    if (!field) return this.visit("search");
    field.focus();
    field.select();
    return true;
  }

  step(by) {
    const titles = [...document.querySelectorAll(TITLES)].filter((each) => each.checkVisibility());
    if (!titles.length || document.querySelector("haru-desk")) return false;
    const at = titles.indexOf(document.activeElement);
    titles[Math.min(Math.max(at + by, 0), titles.length - 1)].focus();
    return true;
  }

  help() {
    this.dialog ??= this.make();
    this.dialog.showModal();
    if (!this.isFilled) this.fill();
    return true;
  }

  make() {
    const dialog = this.querySelector("template").content.firstElementChild;
    this.append(dialog);
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog || target.closest("[data-close]")) dialog.close();
    });
    return dialog;
  }

  async fill() {
    try {
      const answer = await fetch(this.dataset.help, { cache: "no-store", headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(answer.status);
      this.dialog.querySelector(".keys__list").innerHTML = await answer.text(); // our own server's, escaped there
      sayKeys(this.dialog);
      this.isFilled = true;
    } catch {
      location.assign(this.dataset.help); // its page says why it cannot be had
    }
  }
}

customElements.define("haru-keys", HaruKeys);
