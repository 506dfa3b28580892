// Nothing typed is lost: a copy in this browser within a second, a draft on the server within fifteen.
import { withoutPlaces } from "../editing/pictures.js";
import { forget, keep, keepNow, recordsOf, takeName } from "../editing/records.js";
import { csrfToken, Saving } from "../editing/saving.js";

const LOCAL = 300; // ms from a key to the copy in this browser
const PATIENCE = 3_000; // ms that publishing waits for a save on its way
const BROKEN_OFF = 30_000; // ms after which a form that was sent, and brought no page, can be sent again
const OURS = ["csrfmiddlewaretoken", "key", "version", "client", "turn", "writer"];
const CHOICES = "block-"; // between two texts that crossed: no part of either

recordsOf("").catch(() => {}); // opens the records while the page is still being put together

/** Whether a field of the form holds something else than the server put into it. */
function isChanged({ name, type, value, defaultValue, checked, defaultChecked, options }) {
  if (!name || type === "submit" || type === "hidden") return false;
  if (options) return [...options].some((option) => option.defaultSelected && !option.selected);
  return type === "radio" || type === "checkbox" ? checked !== defaultChecked : value !== defaultValue;
}

class HaruAutosave extends HTMLElement {
  async connectedCallback() {
    this.form = this.closest("form");
    this.field = this.form.elements.body;
    this.state = this.querySelector("[data-state]");
    const { post, cohort, writer, version, key } = this.dataset;
    const { client, turn } = this.form.elements;
    const bound = "dirty" in this.form.dataset;
    this.record = { post, cohort, writer, version, key, client: (bound && client.value) || crypto.randomUUID(), turn: Number((bound && turn.value) || 0) };
    this.saving = new Saving(this.dataset.address, (how) => this.message(how), (status, said) => this.answered(status, said));
    this.ending = new AbortController();
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.ending.signal });
    on(this.form, "input", () => this.touch());
    on(this.form, "change", () => this.touch());
    on(this.form, "submit", (event) => this.submit(event));
    on(this.querySelector("[data-both]"), "click", () => this.form.requestSubmit(this.form.elements.save_draft));
    on(document, "selectionchange", () => this.dirty && document.activeElement === this.field && this.keepSoon());
    on(document, "visibilitychange", () => document.visibilityState === "hidden" && this.dirty && this.pause());
    on(window, "beforeunload", (event) => this.dirty && this.unkept && !this.submitting && event.preventDefault());
    on(window, "pageshow", (event) => event.persisted && this.wake());
    await (bound ? this.goOnAfterSending() : this.recall());
    this.form.dataset.kept = ""; // from here on nothing is lost
  }

  disconnectedCallback() {
    this.saving.end();
    clearTimeout(this.timer);
    this.ending.abort();
  }

  // Coming back: what this browser still has of an editor that was closed, killed or signed out.

  async recall() {
    if (this.wasTyped()) this.touch();
    let records;
    try {
      records = await recordsOf(this.dataset.writer);
    } catch {
      await takeName(this.record.client);
      return; // the browser keeps nothing: what it may have put into the form itself stands
    }
    if (!this.dirty) this.form.reset(); // what the browser filled in by itself is older than what the server said
    for (const record of records.filter((found) => this.isOfThisPage(found))) {
      if (!(await this.isFree(record)) || this.dirty) continue;
      await this.goOnWith(record);
      return;
    }
    takeName(this.record.client);
  }

  /** Whether somebody typed before this script was there: then it is not the browser that filled the form in again. */
  wasTyped() {
    if (![...this.form.elements].some(isChanged)) return false;
    const [arrival] = performance.getEntriesByType("navigation");
    return arrival?.type === "navigate" || this.form.contains(document.activeElement);
  }

  /** Whether no open page has this editor; one that is just being left needs a moment to say so. */
  async isFree({ client }) {
    for (const wait of [0, 100, 300]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (await takeName(client)) return true;
    }
    return false;
  }

  async goOnWith(record) {
    const { savedBy, savedTurn } = this.dataset;
    const isOvertaken = record.client === savedBy && record.turn < Number(savedTurn); // it was killed before it could keep what it had sent
    Object.assign(this.record, { client: record.client, turn: isOvertaken ? Number(savedTurn) : record.turn });
    if (isOvertaken || this.isSame(record.fields)) {
      await forget(record.client);
    } else {
      Object.assign(this.record, { version: record.version, key: record.key });
      this.fill(record.fields);
      this.touch();
      this.tell(this.dataset.restored);
    }
    this.putCaret(record);
  }

  /** The page is the answer to what was sent, and holds it. A crossing waits for its writer to decide. */
  async goOnAfterSending() {
    await takeName(this.record.client);
    const records = await recordsOf(this.dataset.writer).catch(() => []);
    const record = records.find(({ client }) => client === this.record.client);
    if (record && this.isSame(record.fields)) this.putCaret(record);
    if (!("crossed" in this.dataset)) this.touch();
  }

  isOfThisPage(record) {
    const { post, cohort } = this.dataset;
    return post ? record.post === post : !record.post && record.cohort === cohort;
  }

  isSame(fields) {
    const now = this.fields();
    return Object.keys({ ...fields, ...now }).every((name) => (fields[name] ?? "") === (now[name] ?? ""));
  }

  fill(fields) {
    for (const box of this.form.querySelectorAll("input[type=checkbox]")) if (!OURS.includes(box.name) && !box.name.startsWith(CHOICES)) box.checked = false;
    for (const [name, value] of Object.entries(fields)) {
      const element = this.form.elements[name];
      if (!element) continue;
      if (element.type === "checkbox") element.checked = true; // the form's fields have those that are chosen
      else element.value = value;
      if (element instanceof Element) element.dispatchEvent(new Event(element === this.field ? "input" : "change", { bubbles: true }));
    }
  }

  putCaret({ caret, scroll, page }) {
    if (!caret) return;
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(...caret);
    this.field.scrollTop = scroll;
    scrollTo({ top: page, behavior: "instant" });
  }

  // Typing.

  fields() {
    const pairs = [...new FormData(this.form)].filter(([name, value]) => !OURS.includes(name) && !name.startsWith(CHOICES) && typeof value === "string");
    const fields = Object.fromEntries(pairs);
    return { ...fields, body: withoutPlaces(fields.body) }; // a picture that has not come yet is no text
  }

  touch() {
    this.dirty = true;
    if (this.sentTurn === this.record.turn) this.record.turn += 1; // typed after sending: not what was sent
    this.changes = (this.changes ?? 0) + 1;
    this.show(this.trouble ? this.words() : this.dataset.saving);
    this.keepSoon();
    this.saving.touch();
  }

  keepSoon() {
    this.timer ??= setTimeout(() => this.keep(), LOCAL);
  }

  /** The page is hidden, perhaps for good. */
  pause() {
    this.note();
    keepNow(this.record);
    this.keep();
    this.saving.leave();
  }

  note() {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = this.field;
    Object.assign(this.record, { fields: this.fields(), at: Date.now(), caret: [selectionStart, selectionEnd, selectionDirection], scroll: scrollTop, page: scrollY });
  }

  async keep() {
    clearTimeout(this.timer);
    this.timer = null;
    this.note();
    try {
      await keep({ ...this.record });
      this.unkept = false;
    } catch {
      this.unkept = true; // no room, or a browser that keeps nothing: the server is all there is
      if (this.dirty) this.show(this.words());
    }
  }

  // The server.

  message({ isHeard = true } = {}) {
    this.record.turn += 1;
    if (isHeard) this.sent = this.changes;
    const { post, cohort, writer, version, key, client, turn } = this.record;
    const all = { ...this.fields(), post: post ?? "", cohort, writer, version: version ?? "", key, client, turn };
    return new URLSearchParams(all);
  }

  /** Take an answer in; return whether to go on. */
  answered(status, said) {
    this.trouble = status === 200 ? "" : status === 0 || status >= 429 ? "offline" : "here";
    if (status === 200) this.saved(said);
    else this.show(this.words());
    if (said.said && status !== 200) this.tell(said.said, { both: status === 409, signIn: said.sign_in, take: status === 403 || status === 404 });
    return status === 200 || status === 400 || this.trouble === "offline";
  }

  saved({ post, version, edit, said }) {
    const isFirst = !this.record.post;
    Object.assign(this.record, { post: String(post), version: String(version) });
    if (isFirst) {
      this.form.action = edit;
      history.replaceState(history.state, "", edit);
    }
    this.form.elements.version.value = version;
    this.tell(said);
    if (this.sent !== this.changes) {
      this.keep();
      return;
    }
    this.dirty = false;
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.submitting) forget(this.record.client).catch(() => {});
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
    this.show(this.dataset.saved.replace("{time}", time));
  }

  // Publishing and saving by hand.

  async submit(event) {
    if (this.passing) return;
    event.preventDefault();
    if (this.submitting) return;
    if (navigator.onLine === false) {
      this.tell(this.dataset.offlineSubmit);
      return;
    }
    this.submitting = true;
    await this.saving.settle(PATIENCE);
    this.record.turn += 1;
    await Promise.race([this.keep(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    const { version, client, turn, csrfmiddlewaretoken } = this.form.elements;
    version.value = this.record.version ?? "";
    client.value = this.record.client;
    turn.value = this.record.turn;
    if (this.form.elements.key) this.form.elements.key.value = this.record.key;
    csrfmiddlewaretoken.value = csrfToken() || csrfmiddlewaretoken.value;
    this.sentTurn = this.record.turn;
    this.passing = true;
    this.form.requestSubmit(event.submitter);
    this.passing = false;
    // Still here by then: the way there was broken off. Whoever waits for a page from the browser's memory wakes up.
    setTimeout(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })), BROKEN_OFF);
  }

  /** The page is shown again from the browser's memory, after its form was sent. */
  wake() {
    this.submitting = false;
    this.saving.goOn();
  }

  // Words.

  words() {
    if (this.unkept) return this.dataset.unkept;
    return this.trouble === "offline" ? this.dataset.offline : this.dataset.here;
  }

  show(words) {
    this.state.textContent = words;
  }

  tell(sentence, { both = false, signIn = "", take = false } = {}) {
    const notice = this.querySelector("[data-notice]");
    notice.hidden = !sentence;
    notice.querySelector("[data-words]").textContent = sentence ?? "";
    notice.querySelector("[data-both]").hidden = !both;
    this.offer(notice.querySelector("[data-take]"), take);
    const link = notice.querySelector("[data-sign-in]");
    link.hidden = !signIn;
    if (!signIn) return;
    const address = new URL(signIn, location.href);
    address.searchParams.set("next", location.pathname + location.search);
    link.href = address;
  }

  /** Where nothing can be saved any more, the text as it is at the click can be taken along as a file. */
  offer(link, take) {
    link.hidden = !take;
    link.onclick = () => {
      const { title, body } = this.fields();
      URL.revokeObjectURL(link.href);
      link.href = URL.createObjectURL(new Blob([title ? `# ${title}\n\n` : "", body], { type: "text/markdown" }));
    };
  }
}

customElements.define("haru-autosave", HaruAutosave);
