// Pictures by choosing, photographing, pasting or dropping: each holds its own place in the text while it is on its way,
// and has a row under the tools that says how far it is, takes it back, tries again, and asks what it shows.
import { isComposing, replaceFromOutside, type, whenComposed } from "./typing.js";

const OFFICE = /urn:schemas-microsoft-com:office|<meta[^>]+(?:LibreOffice|Excel)/i;
const TYPES = ["image/jpeg", "image/png", "image/gif", "image/webp"];
const MOST = 10 * 1024 * 1024; // bytes, as in journal/actions/uploads.py
const AT_ONCE = 3;
const PLACE = /!\[[^\]\n]* \d+…\]\(\)\n?/g;
const ADDRESS = /\((\/uploads\/[^)\s]+)\)/;
let count = 0;

/** The files that were pasted or dropped. Copied cells and words of an office program come with a picture of themselves: not those. */
export function filesOf(transfer) {
  return OFFICE.test(transfer.getData("text/html")) ? [] : [...transfer.files];
}

/** A text without the places of pictures that never came: those of a tab that was closed meanwhile. */
export function withoutPlaces(text) {
  return text.replace(PLACE, "");
}

export class Pictures {
  /**
   * Bring pictures into `field`; their rows are made in `list` out of the template behind it. `to` has `address`,
   * `token()` (CSRF), `say(words)` for how it goes and `tell(sentence)` for what went wrong; words are in list's data.
   */
  constructor(field, list, to) {
    Object.assign(this, { field, list, to, words: list.dataset, all: [] });
    if (withoutPlaces(field.value) !== field.value) field.value = withoutPlaces(field.value);
    field.addEventListener("input", (event) => event.inputType?.startsWith("history") || this.settle());
    field.form.addEventListener("submit", (event) => this.hold(event), true);
    list.addEventListener("input", (event) => event.stopPropagation()); // no change of the post's own
    list.addEventListener("change", (event) => this.describe(this.of(event)));
    list.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("click", (event) => this.press(event.target.closest("button"), this.of(event)));
  }

  /** Take files in: each is refused in words before it is sent, or gets a place at the caret. */
  async add(files) {
    const pictures = files.map((file) => this.open(file));
    const taken = pictures.filter((picture) => picture.state === "waiting");
    if (!taken.length) return;
    await whenComposed(this.field);
    for (const picture of taken) picture.place = `![${this.words.uploading} ${++count}…]()`;
    const { value, selectionStart: at } = this.field;
    const fresh = at === 0 || value[at - 1] === "\n" ? "" : "\n";
    type(this.field, `${fresh}${taken.map((picture) => picture.place).join("\n")}\n`);
    this.next();
  }

  open(file) {
    const row = this.list.nextElementSibling.content.firstElementChild.cloneNode(true);
    const picture = { file, row, said: "" };
    row.querySelector("[data-name]").textContent = file.name;
    this.all.push(picture);
    this.list.append(row);
    const reason = !file.size ? "empty" : file.size > MOST ? "tooBig" : file.type && !TYPES.includes(file.type) ? "wrong" : "";
    this.show(picture, reason ? "refused" : "waiting", this.words[reason]);
    return picture;
  }

  /** Put a picture into a state: waiting, sending, failed (to be tried again), refused, lost (its place is gone) or done. */
  show(picture, state, sentence = "") {
    picture.state = state;
    const { row } = picture;
    row.dataset.state = state;
    row.querySelector("[data-sentence]").textContent = sentence;
    row.querySelector("[data-leave]").textContent = { waiting: this.words.cancel, sending: this.words.cancel, done: this.words.done }[state] ?? this.words.remove;
    this.list.hidden = !this.all.length;
  }

  // On their way: some at once, the others wait for their turn.

  next() {
    const are = (state) => this.all.filter((picture) => picture.state === state);
    for (const picture of are("waiting").slice(0, AT_ONCE - are("sending").length)) this.send(picture);
    const busy = are("waiting").length + are("sending").length;
    if (busy) this.to.say(`${this.words.uploading}…`);
    else if (this.busy) this.to.say(are("done").length ? this.words.arrived : "");
    this.busy = busy;
    if (!busy) this.release();
  }

  send(picture) {
    this.show(picture, "sending");
    const bar = picture.row.querySelector("progress");
    bar.value = 0;
    const request = (picture.request = new XMLHttpRequest());
    request.open("POST", this.to.address);
    request.setRequestHeader("X-CSRFToken", this.to.token());
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && (bar.value = event.loaded / event.total));
    request.addEventListener("loadend", () => this.answered(picture, request));
    const body = new FormData();
    body.append("image", picture.file);
    request.send(body);
  }

  async answered(picture, request) {
    if (picture.request !== request) return; // taken back
    picture.request = null;
    const said = request.response ?? {};
    if (said.image_code) {
      Object.assign(picture, { code: said.image_code, address: said.image_code.match(ADDRESS)[1] });
      picture.row.querySelector("img").src = `${picture.address}?size=small`;
      this.show(picture, "done");
      await this.settle(picture);
    } else if (request.status === 429 && said.image) {
      this.show(picture, "failed", said.image[0]); // to be sent again later
    } else if (said.image) {
      this.show(picture, "refused", said.image[0]);
      await this.vanish(picture);
    } else this.show(picture, "failed", this.words.failed);
    this.next();
  }

  // Their places in the text. An undo may bring one back: the next letter settles it, unless it is undone as well.

  /** Put every picture that has come into its place; `come` has just come, and says so where its place is gone. */
  async settle(come) {
    for (const picture of this.all) {
      if (!picture.code || !this.field.value.includes(picture.place)) continue;
      await this.swap(() => this.placeOf(picture), picture.code);
      if (picture.state === "lost") this.show(picture, "done");
    }
    if (come && !this.field.value.includes(come.address)) this.show(come, "lost", this.words.lost);
  }

  async vanish(picture) {
    await this.swap(() => this.placeOf(picture, true), "");
  }

  placeOf(picture, isWhole = false) {
    const { value } = this.field;
    const at = picture.place ? value.indexOf(picture.place) : -1;
    const end = at + (picture.place?.length ?? 0);
    return at < 0 ? null : [at, isWhole && value[end] === "\n" && (!at || value[at - 1] === "\n") ? end + 1 : end];
  }

  async swap(find, text) {
    await whenComposed(this.field);
    await whenComposed(document.activeElement); // a title, a topic: a syllable there is not to be cut off either
    const range = find();
    if (range) replaceFromOutside(this.field, ...range, text);
  }

  /** Write what a picture shows into its brackets; return when that is done. */
  describe(picture) {
    const input = picture.row.querySelector("input");
    const words = input.value.replace(/\s+/g, " ").trim().replace(/[\\[\]`<]/g, "\\$&");
    if (!picture.code || words === picture.said) return picture.written;
    picture.said = words;
    const image = new RegExp(`!\\[((?:\\\\.|[^\\]\\\\\\n])*)\\]\\(${picture.address.replaceAll(".", "\\.")}`);
    return (picture.written = this.swap(() => {
      const match = this.field.value.match(image);
      return match && [match.index + 2, match.index + 2 + match[1].length];
    }, words));
  }

  // Rows.

  of(event) {
    return this.all.find((picture) => picture.row.contains(event.target));
  }

  async key(event) {
    if (event.key !== "Enter" || event.target.localName !== "input" || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); // never sends the post from here
    if (!isComposing(event)) await this.leave(this.of(event));
  }

  async press(button, picture) {
    if (!button) return;
    if ("leave" in button.dataset) await this.leave(picture);
    else if ("again" in button.dataset) {
      this.show(picture, "waiting");
      this.next();
    } else if ("put" in button.dataset) {
      type(this.field, `${picture.code}\n`);
      this.show(picture, "done");
    }
  }

  /** Take a row away, and with it what is not in the text yet; the focus goes on to the next picture, else to the text. */
  async leave(picture) {
    const { request } = picture;
    picture.request = null;
    request?.abort();
    if (picture.code) await this.describe(picture);
    else await this.vanish(picture);
    const had = picture.row.contains(document.activeElement);
    const at = this.all.indexOf(picture);
    if (at < 0) return; // pressed twice
    this.all.splice(at, 1);
    picture.row.remove();
    this.list.hidden = !this.all.length;
    const following = [...this.all.slice(at), ...this.all].find((each) => each.state === "done" && !each.said);
    if (had) (following?.row.querySelector("input") ?? this.field).focus({ preventScroll: true });
    this.next();
  }

  // Sending the post waits for its pictures.

  hold(event) {
    const isBusy = this.all.some(({ state, row }) => ["waiting", "sending"].includes(state) || row.contains(document.activeElement));
    if (isBusy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.held = { button: event.submitter };
      this.to.say(this.words.held);
      document.activeElement.blur(); // what a picture shows is taken in
      setTimeout(() => this.release());
      return;
    }
    for (const picture of this.all) {
      const range = this.placeOf(picture, !picture.code);
      if (range) replaceFromOutside(this.field, ...range, picture.code ?? "");
    }
  }

  async release() {
    if (!this.held || this.all.some(({ state }) => ["waiting", "sending"].includes(state))) return;
    const { button } = this.held;
    this.held = null;
    for (const picture of this.all) await this.describe(picture);
    if (this.all.some(({ state }) => state === "failed")) this.to.tell(this.words.heldFailed);
    else this.field.form.requestSubmit(button);
  }
}
