// One tab stop for all tools, arrow keys between them (WAI-ARIA's toolbar pattern), and their shortcuts in words.
import { APPLE } from "../apple.js";

/** Make the buttons of `bar` one tab stop. */
export function roving(bar) {
  const buttons = () => [...bar.querySelectorAll("button")].filter((button) => button.offsetParent);
  const hold = (chosen) => bar.querySelectorAll("button").forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  hold(buttons()[0]);
  bar.addEventListener("focusin", (event) => event.target.closest("button") && hold(event.target.closest("button")));
  bar.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    all.at(to % all.length).focus();
  });
  return () => hold(buttons()[0]);
}

/** Say a button's shortcut: `key` with Ctrl, on Apple's machines with Cmd. */
export function sayShortcut(button, key) {
  const name = key === "Enter" ? (APPLE ? "⏎" : "Enter") : key;
  button.title = `${button.textContent.trim()} (${APPLE ? "⌘" : "Ctrl+"}${name})`;
  button.setAttribute("aria-keyshortcuts", `${APPLE ? "Meta" : "Control"}+${key}`);
}

/** The letter of a shortcut (Ctrl or Cmd held), whatever language the keyboard is in, or "Enter", else "". */
export function shortcutOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return "";
  if (event.key === "Enter") return "Enter";
  if (/^[a-z]$/i.test(event.key)) return event.key.toUpperCase();
  return event.code?.match(/^Key([A-Z])$/)?.[1] ?? "";
}
