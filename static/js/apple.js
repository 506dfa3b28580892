// Shortcuts in words: on Apple's machines they are held with Cmd, which has a sign of its own.
export const APPLE = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** Name the key that is held here, in the keys that `root` shows: the server says Ctrl, as it knows no machine. */
export function sayKeys(root) {
  if (!APPLE) return;
  for (const key of root.querySelectorAll("kbd.key")) key.textContent = key.textContent.replace(/^Ctrl\b/, "\u2318");
}
