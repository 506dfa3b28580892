// What the text before the caret asks for: a person (@), a topic (#), the menu (/), or nothing.
const LOOKED_AT = 120; // characters before the caret; more than any name has
const ASKS = [
  { kind: "people", sign: "@", before: /(?:^|[^A-Za-z0-9_@./:+-])@([^\s@#/`()[\]{}<>"'.,:;!?]{0,30})$/ },
  { kind: "topics", sign: "#", before: /(?:^|[\s(])#([^\s#`,()[\]]{1,30}(?: [^\s#`,()[\]]{1,20})?)$/ },
  { kind: "menu", sign: "/", before: /^[ \t]*\/([^\s/]{0,30}(?: [^\s/]{1,20})?)$/ },
];
const FENCE = /^ {0,3}(`{3,}(?!.*`)|~{3,})/;

/** What is asked for at `at` as {kind, typed, start, at} (`start` is its sign's place), or null. Code asks for nothing. */
export function askedAt(text, at) {
  const from = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(Math.max(from, at - LOOKED_AT), at);
  if (/[\p{L}\p{N}]/u.test(text[at] ?? "")) return null; // in the middle of a word
  for (const { kind, sign, before } of ASKS) {
    const match = line.match(before);
    if (!match) continue;
    const start = at - match[1].length - sign.length;
    if ((text.slice(from, start).split("`").length - 1) % 2 || isInFence(text, from)) return null;
    return { kind, typed: match[1], start, at };
  }
  return null;
}

/** Whether the line that begins at `at` is inside a fenced block of code. */
export function isInFence(text, at) {
  return fenced(text.slice(0, at)).open;
}

/** Walk through a text's lines: {lines: [{line, at, isCode}], open: whether a fence is open at its end}. */
export function fenced(text) {
  let fence = "", at = 0;
  const lines = text.split("\n").map((line) => {
    const found = line.match(FENCE)?.[1];
    const seen = { line, at, isCode: Boolean(fence || found) };
    if (fence) {
      if (found?.[0] === fence[0] && found.length >= fence.length && !line.trim().slice(found.length)) fence = "";
    } else if (found) fence = found;
    at += line.length + 1;
    return seen;
  });
  return { lines, open: Boolean(fence) };
}
