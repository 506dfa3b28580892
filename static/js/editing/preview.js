// The preview beside the text or in its place: the server's own rendering, scrolled along, with boxes that can be ticked.
import { fenced } from "./asking.js";
import { placesOf } from "./caret.js";
import { replaceFromOutside } from "./typing.js";

const WAIT = 400; // milliseconds after the last change until the preview follows
const TASK = /^[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+\[([ xX])\](?=[ \t]|$)/;

export class Preview {
  /** Show `field` in `page` (which scrolls, and holds a .prose). `to` has `address`, `token()`, `failed(bool)`, `isShown()` and `isBeside()`. */
  constructor(field, page, to) {
    Object.assign(this, { field, page, to, sheet: page.querySelector(".prose") });
    field.addEventListener("input", () => this.later());
    field.addEventListener("scroll", () => this.follow(field, page));
    page.addEventListener("scroll", () => this.follow(page, field));
    page.addEventListener("change", (event) => this.tick(event.target));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), WAIT);
  }

  async show() {
    const text = this.field.value;
    if (!this.to.isShown() || text === this.shown) return;
    this.request?.abort();
    const request = (this.request = new AbortController());
    this.page.setAttribute("aria-busy", "true");
    try {
      const body = new URLSearchParams({ content: text });
      const answer = await fetch(this.to.address, { method: "POST", body, signal: request.signal, headers: { "X-CSRFToken": this.to.token() } });
      if (answer.status === 429) return this.wait(await answer.text(), Number(answer.headers.get("Retry-After")));
      if (!answer.ok && answer.status !== 400) throw new Error(answer.statusText);
      const words = await answer.text();
      if (answer.ok) this.sheet.innerHTML = words; // cleaned by the one renderer, on the server
      else this.sheet.textContent = words;
      this.shown = text;
      this.pairs = null;
      this.free();
      this.follow(this.field, this.page);
      this.to.failed(false);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.to.failed(true);
    }
    if (request === this.request) this.page.removeAttribute("aria-busy");
  }

  /** Say that there were too many, and follow again when the server lets us. */
  wait(words, seconds) {
    this.sheet.textContent = words;
    this.page.removeAttribute("aria-busy");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), 1000 * Math.min(seconds || 60, 600));
  }

  // Boxes: the nth of the page is the nth task of the text.

  get boxes() {
    return [...this.sheet.querySelectorAll("li.task > input[type=checkbox]")];
  }

  get tasks() {
    return fenced(this.field.value).lines.map(({ line, at, isCode }) => {
      const task = isCode ? null : line.match(TASK);
      return task && { at: at + task[0].length - 2, isDone: task[1] !== " " };
    }).filter(Boolean);
  }

  /** Let the boxes be ticked where they are surely the text's tasks. */
  free() {
    const { boxes, tasks } = this;
    const same = boxes.length === tasks.length && boxes.every((box, at) => box.checked === tasks[at].isDone);
    for (const box of boxes) box.disabled = !same;
  }

  tick(box) {
    const at = this.boxes.indexOf(box);
    const task = at < 0 || this.field.value !== this.shown ? null : this.tasks[at];
    if (!task) {
      box.checked = !box.checked;
      return this.show();
    }
    replaceFromOutside(this.field, task.at, task.at + 1, box.checked ? "x" : " ");
    box.focus({ preventScroll: true });
    this.shown = this.field.value; // the box says so already
  }

  // Scrolling: between two headings that stand in both, the same share of the way is scrolled in both.

  /** Scroll `other` to where `mover` is, unless it is only following itself. */
  follow(mover, other) {
    if (!this.to.isBeside()) return;
    if (this.led?.pane === mover && Math.abs(this.led.top - mover.scrollTop) < 2) return;
    this.led = null;
    const isText = mover === this.field;
    const pairs = this.stops().map(([text, page]) => (isText ? [text, page] : [page, text]));
    const top = mover.scrollTop;
    const next = Math.max(1, pairs.findIndex(([from]) => from > top));
    const [[fromA, toA], [fromB, toB]] = top >= pairs.at(-1)[0] ? pairs.slice(-2) : [pairs[next - 1], pairs[next]];
    const share = fromB > fromA ? Math.min(1, (top - fromA) / (fromB - fromA)) : 0;
    other.scrollTop = toA + share * (toB - toA);
    this.led = { pane: other, top: other.scrollTop };
  }

  /** How far text and page are scrolled together: [text, page] in pixels, going up, from the top to both ends. */
  stops() {
    const { field, page } = this;
    const size = [field.clientWidth, field.scrollHeight, page.scrollHeight, page.clientHeight].join();
    if (this.pairs && this.size === size) return this.pairs;
    const ends = [field.scrollHeight - field.clientHeight, page.scrollHeight - page.clientHeight].map((end) => Math.max(0, end));
    const headings = this.headings();
    const tops = placesOf(field, headings.map(([at]) => at));
    const corner = page.getBoundingClientRect().top - page.scrollTop;
    const pairs = [[0, 0]];
    headings.forEach(([, element], index) => {
      const stop = [tops[index].top, element.getBoundingClientRect().top - corner];
      if (stop.every((each, side) => each > pairs.at(-1)[side] && each < ends[side])) pairs.push(stop);
    });
    pairs.push(ends);
    Object.assign(this, { pairs, size });
    return pairs;
  }

  /** The headings that stand in the text and on the page: [place in the text, element]. */
  headings() {
    const bare = (words) => words.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, "");
    const elements = [...this.sheet.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const found = [];
    for (const { line, at, isCode } of fenced(this.field.value).lines) {
      const title = !isCode && line.match(/^ {0,3}#{1,6}[ \t]+(.*)/);
      const index = title ? elements.findIndex((element) => bare(element.textContent) === bare(title[1])) : -1;
      if (index >= 0) found.push([at, elements.splice(0, index + 1).at(-1)]);
    }
    return found;
  }
}
