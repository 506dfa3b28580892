// The editor around a plain textarea: tools, shortcuts, suggestions, preview and pictures.
import { indent, linkTo, mark, nextItem } from "../editing/marks.js";
import { filesOf, Pictures } from "../editing/pictures.js";
import { Preview } from "../editing/preview.js";
import { Suggestions } from "../editing/suggestions.js";
import { csrfToken } from "../editing/saving.js";
import { roving, sayShortcut, shortcutOf } from "../editing/toolbar.js";
import { isComposing, type, watchComposition, whenComposed } from "../editing/typing.js";

const WIDE = matchMedia("(width >= 1100px)");
const SUBMITS = { S: "save_draft", Enter: "publish" };
const TOOLS = { B: "bold", I: "italic", K: "link", E: "inline" };

class HaruEditor extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    this.page = this.querySelector(".editor__page");
    this.form = this.closest("form");
    watchComposition(this.form);
    this.view("write");
    this.suggestions = new Suggestions(this.field, this.querySelector("[data-menu]"));
    this.preview = new Preview(this.field, this.page, {
      address: this.dataset.preview,
      token: () => this.token,
      failed: (failed) => this.sayStale(failed),
      isShown: () => WIDE.matches || this.dataset.view === "read",
      isBeside: () => WIDE.matches,
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("beforeinput", (event) => this.newLine(event));
    this.field.addEventListener("blur", () => (this.free = false));
    this.field.addEventListener("paste", (event) => this.paste(event));
    this.form.addEventListener("keydown", (event) => this.shortcut(event));
    this.addEventListener("dragover", (event) => this.drag(event));
    this.addEventListener("dragleave", () => this.removeAttribute("data-dropping"));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.pictures = new Pictures(this.field, this.querySelector("[data-pictures]"), {
      address: this.dataset.upload,
      token: () => this.token,
      say: (words) => this.say(words),
      tell: (sentence) => this.tell(sentence),
    });
    for (const chooser of this.querySelectorAll("input[type=file]")) chooser.addEventListener("change", () => this.choose(chooser));
    const rove = roving(this.querySelector("[role=toolbar]"));
    this.wide = () => (rove(), this.preview.show());
    WIDE.addEventListener("change", this.wide);
    for (const button of this.querySelectorAll("[data-key]")) sayShortcut(button, button.dataset.key);
    for (const [key, name] of Object.entries(SUBMITS)) {
      const button = this.form.querySelector(`button[name=${name}]`);
      if (button) sayShortcut(button, key);
    }
    this.preview.show();
    this.begin();
  }

  /** On a new page one can type at once, where the first section goes on; unless something is there already. */
  begin() {
    const { field } = this;
    if (!field.dataset.caret || field.value !== field.defaultValue) return;
    field.focus({ preventScroll: true });
    field.setSelectionRange(...Array(2).fill(Number(field.dataset.caret)));
  }

  disconnectedCallback() {
    WIDE.removeEventListener("change", this.wide);
    this.suggestions.leave();
  }

  // Views: one at a time below 1100 px, both from there on.

  view(name) {
    this.dataset.view = name;
    for (const tab of this.querySelectorAll(".tabs__tab")) tab.setAttribute("aria-pressed", String(tab.dataset.view === name));
  }

  press(button) {
    if (!button) return;
    const { view, tool } = button.dataset;
    if (view) {
      this.view(view);
      if (view === "read") this.preview.show();
      else this.field.focus();
    } else if (tool === "picture" || tool === "camera") {
      this.querySelector(`[data-${tool}]`).click();
    } else if (tool) {
      this.view("write");
      whenComposed(this.field).then(() => (tool === "menu" ? this.openMenu() : mark(this.field, tool)));
    }
  }

  /** For who has no / at hand: put one on a line of its own. */
  openMenu() {
    const { value, selectionEnd: at } = this.field;
    const end = value.indexOf("\n", at);
    const line = value.slice(value.lastIndexOf("\n", at - 1) + 1, end < 0 ? value.length : end);
    if (line.trim()) this.field.setSelectionRange(...Array(2).fill(end < 0 ? value.length : end));
    type(this.field, line.trim() ? "\n/" : "/");
  }

  // Keys: nothing acts while something is being composed, and Tab leaves the field but in a list; after Escape, always.

  key(event) {
    this.shift = event.shiftKey;
    if (isComposing(event)) return;
    if (this.suggestions.key(event)) {
      this.free = event.key === "Escape";
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Tab" && plain && !this.free && indent(this.field, event.shiftKey)) event.preventDefault();
    else if (event.key === "Enter" && plain && !event.shiftKey && nextItem(this.field)) event.preventDefault();
    if (event.key !== "Shift") this.free = event.key === "Escape";
  }

  /** A new line whose key belonged to the end of a composition: keydown did not get it. */
  newLine(event) {
    if (event.inputType !== "insertLineBreak" || event.isComposing || !event.cancelable || this.shift) return;
    if (this.suggestions.isOpen) this.suggestions.take(this.suggestions.chosen);
    else if (!nextItem(this.field)) return;
    event.preventDefault();
  }

  shortcut(event) {
    const key = shortcutOf(event);
    const tool = event.target === this.field && TOOLS[key];
    if (!tool && !(key in SUBMITS)) return;
    event.preventDefault(); // above all the browser's own dialog for saving the page
    if (isComposing(event)) return;
    if (tool) mark(this.field, tool);
    else this.form.requestSubmit(this.form.querySelector(`button[name=${SUBMITS[key]}]`));
  }

  // Pictures.

  paste(event) {
    const files = filesOf(event.clipboardData);
    const text = event.clipboardData.getData("text/plain");
    if (!files.length) {
      if (linkTo(this.field, text.trim())) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (text) type(this.field, text);
    this.take(files);
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
    this.take(filesOf(event.dataTransfer));
  }

  choose(chooser) {
    this.take([...chooser.files]);
    chooser.value = "";
  }

  take(files) {
    this.tell("");
    this.view("write");
    this.pictures.add(files);
  }

  // Words.

  get token() {
    return csrfToken() || this.form.elements.csrfmiddlewaretoken.value;
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words;
  }

  /** Only a sentence of one's own is taken back: pictures speak here too. */
  sayStale(isStale) {
    if (isStale) this.say(this.dataset.previewFailed);
    else if (this.isStale) this.say("");
    this.isStale = isStale;
  }

  tell(sentence) {
    const place = this.querySelector("[data-error]");
    place.textContent = sentence;
    place.hidden = !sentence;
  }
}

customElements.define("haru-editor", HaruEditor);
