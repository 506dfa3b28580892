// The editor around a plain textarea: preview, tools, pictures, and a word before leaving with unsaved text.
import { mark, nextItem } from "../editing/marks.js";
import { picturesOf, uploadPictures } from "../editing/pictures.js";
import { isComposing, type, watchComposition, whenComposed } from "../editing/typing.js";

const WAIT = 400; // milliseconds after the last change until the preview follows
const WIDE = matchMedia("(width >= 1100px)");

class HaruEditor extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    this.page = this.querySelector(".editor__page");
    this.form = this.closest("form");
    watchComposition(this.field);
    this.view("write");
    this.field.addEventListener("input", () => this.previewLater());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("paste", (event) => this.paste(event));
    this.field.addEventListener("scroll", () => this.scrollAlong());
    this.addEventListener("dragover", (event) => this.drag(event));
    this.addEventListener("dragleave", () => this.removeAttribute("data-dropping"));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.chooser = this.querySelector("[data-picture]");
    this.chooser.addEventListener("change", () => this.choose());
    this.wide = () => this.preview();
    WIDE.addEventListener("change", this.wide);
    this.keepWatch();
    this.preview();
  }

  disconnectedCallback() {
    WIDE.removeEventListener("change", this.wide);
    removeEventListener("beforeunload", this.leave);
  }

  // Views: one at a time below 1100 px, both from there on.

  view(name) {
    this.dataset.view = name;
    for (const tab of this.querySelectorAll(".tabs__tab")) tab.setAttribute("aria-pressed", String(tab.dataset.view === name));
  }

  press(button) {
    if (!button) return;
    if (button.dataset.view) {
      this.view(button.dataset.view);
      if (button.dataset.view === "read") this.preview();
      else this.field.focus();
    } else if (button.dataset.tool === "picture") {
      this.chooser.click();
    } else if (button.dataset.tool) {
      this.view("write");
      whenComposed(this.field).then(() => mark(this.field, button.dataset.tool));
    }
  }

  // Preview: the server's own rendering.

  previewLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.preview(), WAIT);
  }

  async preview() {
    if (!WIDE.matches && this.dataset.view !== "read") return;
    const text = this.field.value;
    if (text === this.shown) return;
    this.request?.abort();
    const request = (this.request = new AbortController());
    this.page.setAttribute("aria-busy", "true");
    try {
      const body = new URLSearchParams({ content: text });
      const answer = await fetch(this.dataset.preview, { method: "POST", body, signal: request.signal, headers: { "X-CSRFToken": this.token } });
      if (!answer.ok && answer.status !== 400) throw new Error(answer.statusText);
      const words = await answer.text();
      const sheet = this.page.querySelector(".prose");
      if (answer.ok) sheet.innerHTML = words; // cleaned by the one renderer, on the server
      else sheet.textContent = words;
      this.shown = text;
      this.say("");
    } catch (error) {
      if (error.name === "AbortError") return;
      this.say(this.dataset.previewFailed);
    }
    if (request === this.request) this.page.removeAttribute("aria-busy");
  }

  scrollAlong() {
    if (!WIDE.matches) return;
    const { scrollTop, scrollHeight, clientHeight } = this.field;
    const share = scrollTop / Math.max(1, scrollHeight - clientHeight);
    this.page.scrollTop = share * (this.page.scrollHeight - this.page.clientHeight);
  }

  // Keys: nothing acts while something is being composed, and Tab leaves the field as everywhere.

  key(event) {
    if (isComposing(event)) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (command && event.key.toLowerCase() === "b") {
      event.preventDefault();
      mark(this.field, "bold");
    } else if (event.key === "Enter" && !command && !event.shiftKey && nextItem(this.field)) {
      event.preventDefault();
    }
  }

  // Pictures.

  paste(event) {
    const pictures = picturesOf(event.clipboardData);
    if (!pictures.length) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    if (text) type(this.field, text);
    this.send(pictures);
  }

  drag(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.setAttribute("data-dropping", "");
  }

  drop(event) {
    this.removeAttribute("data-dropping");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    this.send(picturesOf(event.dataTransfer));
  }

  choose() {
    this.send([...this.chooser.files]);
    this.chooser.value = "";
  }

  async send(pictures) {
    if (!pictures.length) return;
    this.tell("");
    this.view("write");
    this.sending = (this.sending ?? 0) + 1;
    this.say(`${this.dataset.uploading}…`);
    const to = { address: this.dataset.upload, token: this.token, word: this.dataset.uploading, failed: this.dataset.uploadFailed };
    await uploadPictures(this.field, pictures, to, (sentence) => this.tell(sentence));
    this.sending -= 1;
    if (!this.sending) this.say("");
  }

  // Words.

  get token() {
    return this.form.elements.csrfmiddlewaretoken.value;
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words;
  }

  tell(sentence) {
    const place = this.querySelector("[data-error]");
    place.textContent = sentence;
    place.hidden = !sentence;
  }

  keepWatch() {
    const state = this.form.querySelector("[data-state]");
    let unsaved = "dirty" in this.form.dataset;
    this.form.addEventListener("input", () => {
      unsaved = true;
      if (state) state.textContent = state.dataset.unsaved;
    });
    this.form.addEventListener("submit", () => (unsaved = false));
    this.leave = (event) => {
      if (unsaved) event.preventDefault();
    };
    addEventListener("beforeunload", this.leave);
  }
}

customElements.define("haru-editor", HaruEditor);
