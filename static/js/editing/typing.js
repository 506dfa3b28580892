// Changes to a textarea that the browser's undo knows of, and that never cross a composition (Hangul being typed).

/** Resolve when nothing is being composed in `field`: at once, or after the composition's end. */
export function whenComposed(field) {
  if (!field.dataset.composing) return Promise.resolve();
  return new Promise((resolve) => field.addEventListener("compositionend", () => setTimeout(resolve), { once: true }));
}

/** Remember on the fields of `root` (or on itself) whether something is being composed in them. */
export function watchComposition(root) {
  root.addEventListener("compositionstart", (event) => (event.target.dataset.composing = "yes"), true);
  root.addEventListener("compositionend", (event) => delete event.target.dataset.composing, true);
}

/** Whether a key belongs to a composition; then it is none of our business. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** Put `text` in the place of the selection; the caret stands behind it. */
export function type(field, text) {
  field.focus();
  replaceSelection(field, text);
}

/**
 * Put `text` in the place of `start` to `end`; caret, selection and scrolling stay where their reader has them,
 * also when the change is before them.
 */
export function replaceRange(field, start, end, text) {
  const grown = text.length - (end - start);
  const moved = (at) => (at >= end ? at + grown : Math.min(at, start + text.length));
  const selection = [moved(field.selectionStart), moved(field.selectionEnd), field.selectionDirection];
  const scroll = field.scrollTop;
  if (document.activeElement === field) {
    field.setSelectionRange(start, end);
    replaceSelection(field, text);
  } else {
    field.setRangeText(text, start, end, "preserve");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  field.setSelectionRange(...selection);
  field.scrollTop = scroll;
}

/** The same from wherever the focus is, also while the text is not shown: only what is seen and has the focus has an undo. */
export function replaceFromOutside(field, start, end, text) {
  const held = document.activeElement;
  if (held === field) return replaceRange(field, start, end, text);
  const editor = field.closest("[data-view]");
  const view = editor?.dataset.view;
  field.inputMode = "none"; // no keyboard comes up for this
  if (view) editor.dataset.view = "write";
  field.focus({ preventScroll: true });
  replaceRange(field, start, end, text);
  field.removeAttribute("inputmode");
  if (view) editor.dataset.view = view;
  if (held && held !== document.body) held.focus({ preventScroll: true });
  else field.blur();
}

function replaceSelection(field, text) {
  // Deprecated and everywhere: the only way to write into the undo history of a textarea.
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
