// The mentor's desk: j and k walk through its rows, r replies, x checks or claims; a button does each of these too.
// What htmx brings that is no desk (a sign-in page, a refusal) never replaces a row in which somebody has written.
class HaruDesk extends HTMLElement {
  connectedCallback() {
    const keys = this.querySelector("[data-keys]");
    if (keys) keys.inert = false;
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-key]");
      if (button) this.act(button.dataset.key);
    });
    this.addEventListener("focusin", (event) => {
      const row = event.target.closest("[data-row]");
      if (row) this.choose(row, false);
    });
    this.addEventListener("htmx:beforeSwap", (event) => this.look(event));
    this.addEventListener("htmx:sendError", (event) => this.unsent(event.target));
    this.addEventListener("htmx:afterOnLoad", () => this.comeBack());
    this.pressed = (event) => this.press(event);
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (!document.querySelector("haru-keys")) return; // turned off in one's profile
    if (!"jkrx".includes(event.key) || event.key.length !== 1) return;
    event.preventDefault();
    this.act(event.key);
  }

  act(key) {
    const rows = [...this.querySelectorAll("[data-row]")];
    const at = rows.indexOf(this.chosen);
    if (key === "j") return this.choose(rows[Math.min(at + 1, rows.length - 1)]);
    if (key === "k") return this.choose(rows[Math.max(at - 1, 0)]);
    const row = this.chosen ?? rows[0];
    if (!row) return;
    this.choose(row);
    if (key === "x") return row.querySelector("[data-x]")?.click();
    const reply = row.querySelector(".deskrow__reply");
    if (!reply) return;
    reply.open = true;
    reply.querySelector("textarea").focus();
  }

  get chosen() {
    return this.querySelector("[data-row][data-chosen]");
  }

  choose(row, focus = true) {
    if (!row) return;
    for (const other of this.querySelectorAll("[data-chosen]")) delete other.dataset.chosen;
    row.dataset.chosen = "";
    if (!focus) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  look({ target, detail }) {
    const { xhr, requestConfig } = detail;
    const isOurs = xhr.status < 400 && /<haru-desk|class="notes"/.test(xhr.responseText);
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    if (isOurs) {
      this.follow(target, page, requestConfig.verb);
      return;
    }
    detail.shouldSwap = false;
    this.unsent(requestConfig.elt, page.querySelector("main form .errorlist")?.textContent.trim());
  }

  /** What an answer changes around the row that it is for, and where to go on. */
  follow(target, page, verb) {
    const row = target.closest("[data-row]");
    if (row) this.place = [row.id, row.nextElementSibling?.id, row.previousElementSibling?.id];
    else if (target.matches(".rows") && verb === "get") this.place = [this.firstNew(target, page)];
    if (target.id.startsWith("post-")) this.settle(target.id, page.getElementById(target.id)?.dataset.waits.split(" ") ?? []);
    if (target.id === "rows-waiting" && verb === "post") this.bringBack(target, page);
  }

  firstNew(rows, page) {
    return [...page.getElementById(rows.id).children].find(({ id }) => !document.getElementById(id))?.id;
  }

  /** A reply to a journal answers what waits above; a row in which somebody writes stays. */
  settle(post, waits) {
    for (const row of this.querySelectorAll(`[data-post="${post.slice("post-".length)}"]`)) {
      const isOpen = waits.includes(row.id.slice("waiting-".length));
      if (!isOpen && !row.querySelector("textarea")?.value) row.remove();
    }
  }

  /** What waits again comes to its place among the rows; those after the last one are for "Show more". */
  bringBack(rows, page) {
    const isWhole = !this.querySelector("#more-waiting [hx-get]");
    let next = null;
    for (const row of [...page.getElementById(rows.id).children].reverse()) {
      const here = document.getElementById(row.id);
      if (!here && !next && !isWhole) continue;
      next = here ?? rows.insertBefore(document.adoptNode(row), next);
      if (!here) this.place = [row.id];
    }
    window.htmx.process(rows);
  }

  /** The button that was pressed may be gone: stay at its row, or at the next. */
  comeBack() {
    const row = (this.place ?? []).map((id) => id && document.getElementById(id)).find(Boolean);
    this.place = null;
    if (document.activeElement === document.body) this.choose(row);
  }

  unsent(element, why) {
    const word = element.querySelector?.("[data-unsent]");
    if (!word) return;
    word.textContent = why || this.dataset.unsent;
    word.hidden = false;
  }
}

customElements.define("haru-desk", HaruDesk);
