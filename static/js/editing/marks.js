// What the writing tools and a few keys do to the text: Markdown's marks around or before the selection, put on or off.
import { type } from "./typing.js";

const AROUND = { bold: "**", italic: "*", strike: "~~" };
const BEFORE = { heading: "## ", list: "- ", tasks: "- [ ] ", quote: "> " };
const THERE = { heading: /^#{1,6}[ \t]+/, list: /^[-*+][ \t]+(?!\[[ xX]\][ \t])/, tasks: /^[-*+][ \t]+\[[ xX]\][ \t]+/, quote: /^>[ \t]?/ };
const ITEM = /^((?:[ \t]*>)*[ \t]*)([-*+]|\d{1,9}([.)]))([ \t]+)(\[[ xX]\][ \t]+)?/;
const ADDRESS = /^https?:\/\/\S+$/i;

/** Apply a tool by its name. */
export function mark(field, tool) {
  if (tool in AROUND) around(field, AROUND[tool]);
  else if (tool in BEFORE) before(field, tool);
  else if (tool === "inline") around(field, "`");
  else if (tool === "code") code(field);
  else if (tool === "math") math(field);
  else if (tool === "link") link(field);
  else if (tool === "table") block(field, "|  |  |\n| --- | --- |\n|  |  |\n", 2);
  else if (tool === "question") block(field, "> [!QUESTION]\n> ", 15);
}

/** On Enter in a list: open the next item, or end the list on an empty one. Return whether something was done. */
export function nextItem(field) {
  const { value, selectionStart: at, selectionEnd } = field;
  if (at !== selectionEnd) return false;
  const start = lineStart(value, at);
  const item = value.slice(start, at).match(ITEM);
  if (!item) return false;
  if (item[0].length === at - start) {
    if (value[at] && value[at] !== "\n") return false;
    field.setSelectionRange(start, at);
    type(field, "\n"); // an empty line, or what follows would belong to the last item
    return true;
  }
  const number = parseInt(item[2], 10);
  const bullet = Number.isNaN(number) ? item[2] : `${number + 1}${item[3]}`;
  type(field, `\n${item[1]}${bullet}${item[4]}${item[5] ? "[ ] " : ""}`);
  return true;
}

/** On Tab where every line of the selection is a list's: move them in, or `out`. Return whether something was done. */
export function indent(field, out) {
  const { value, selectionStart, selectionEnd } = field;
  const from = lineStart(value, selectionStart);
  const until = lineEnd(value, selectionEnd);
  const lines = value.slice(from, until).split("\n");
  const items = lines.map((line) => line.match(ITEM));
  if (!items.every(Boolean)) return false;
  const moved = lines.map((line, at) => shift(line, items[at], out));
  const grown = moved.map((line, at) => line.length - lines[at].length);
  if (!grown.some(Boolean)) return false;
  field.setSelectionRange(from, until);
  type(field, moved.join("\n"));
  const all = grown.reduce((sum, each) => sum + each, 0);
  field.setSelectionRange(Math.max(from, selectionStart + grown[0]), Math.max(from, selectionEnd + all));
  return true;
}

/** Make a link of the selection and a pasted address. Return whether something was done. */
export function linkTo(field, address) {
  const text = selected(field);
  if (!ADDRESS.test(address) || !text.trim() || text.includes("\n") || ADDRESS.test(text.trim())) return false;
  type(field, `[${text}](${/[()<>]/.test(address) ? `<${address}>` : address})`);
  return true;
}

function shift(line, item, out) {
  const lead = item[1].match(/^(.*?)([ \t]*)$/);
  const width = /\d/.test(item[2]) ? item[2].length + 1 : 2;
  if (!out) return lead[1] + " ".repeat(width) + line.slice(lead[1].length);
  const quoted = lead[1].endsWith(">") ? 1 : 0; // the blank that belongs to the quotation's sign
  const spare = lead[2].endsWith("\t") ? 1 : Math.min(width, Math.max(0, lead[2].length - quoted));
  return lead[1] + lead[2].slice(spare) + line.slice(item[1].length);
}

function lineStart(value, at) {
  return value.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(value, at) {
  const end = value.indexOf("\n", at);
  return end < 0 ? value.length : end;
}

function selected(field) {
  return field.value.slice(field.selectionStart, field.selectionEnd);
}

function around(field, sign) {
  const found = marked(field, sign);
  if (found) {
    const [start, end] = found;
    const kept = [field.selectionStart, field.selectionEnd].map((at) => Math.min(Math.max(at - sign.length, start), end - 2 * sign.length));
    const text = field.value.slice(start + sign.length, end - sign.length);
    field.setSelectionRange(start, end);
    type(field, text);
    field.setSelectionRange(...kept);
    return;
  }
  const text = selected(field);
  const core = text.trim();
  const start = field.selectionStart + (core ? text.indexOf(core) : 0); // blanks stay outside, or nothing is marked
  field.setSelectionRange(start, core ? start + core.length : field.selectionEnd);
  type(field, `${sign}${core || text}${sign}`);
  field.setSelectionRange(start + sign.length, start + sign.length + (core || text).length);
}

/** The bounds of what is already marked by `sign` about the selection, within its line, or null. */
function marked(field, sign) {
  const { value, selectionStart, selectionEnd } = field;
  const from = lineStart(value, selectionStart);
  const line = value.slice(from, lineEnd(value, selectionEnd));
  const [first, ...rest] = sign;
  const one = `\\${first}`;
  const signs = one.repeat(sign.length);
  // A single * is not half of a **, but may stand inside or outside of one: ***both***.
  const pattern = rest.length ? `${signs}(?!\\s)(.*?)${signs}` : first === "*" ? "(?<!\\*)(?:\\*\\*)?\\*(?!\\*|\\s)(.*?)(?<!\\*)\\*(?:\\*\\*)?(?!\\*)" : `${one}(.*?)${one}`;
  for (const match of line.matchAll(new RegExp(pattern, "g"))) {
    const start = from + match.index;
    if (start <= selectionStart && selectionEnd <= start + match[0].length) return [start, start + match[0].length];
  }
  return null;
}

function before(field, tool) {
  const { value, selectionStart, selectionEnd } = field;
  const from = lineStart(value, selectionStart);
  const until = lineEnd(value, selectionEnd);
  const lines = value.slice(from, until).split("\n");
  const indents = lines.map((line) => line.match(/^[ \t]*/)[0]);
  const words = lines.map((line, at) => line.slice(indents[at].length));
  const off = words.every((line, at) => THERE[tool].test(line) || (!line && at));
  const bare = (line) => line.replace(tool === "quote" ? THERE.quote : /^(#{1,6}[ \t]+|[-*+][ \t]+(\[[ xX]\][ \t]+)?)/, "");
  const on = (line) => (tool === "quote" ? BEFORE.quote + line : line || lines.length === 1 ? BEFORE[tool] + bare(line) : line);
  const made = words.map((line, at) => indents[at] + (off ? bare(line) : on(line)));
  field.setSelectionRange(from, until);
  type(field, made.join("\n"));
  if (lines.length === 1) {
    const at = Math.max(from, selectionEnd + made[0].length - lines[0].length);
    field.setSelectionRange(at, at);
  } else field.setSelectionRange(from, from + made.join("\n").length);
}

function code(field) {
  const text = selected(field);
  if (text && !text.includes("\n")) return around(field, "`");
  block(field, `\`\`\`python\n${text}\n\`\`\`\n`, "```python\n".length, text.length);
}

function math(field) {
  const { value, selectionStart: at, selectionEnd: end } = field;
  const isAlone = at === end && lineStart(value, at) === at && lineEnd(value, at) === at;
  if (isAlone) block(field, "$$\n\n$$\n", 3);
  else around(field, "$");
}

/** Put a block on lines of its own; the caret stands `at` characters into it, with `length` of them selected. */
function block(field, text, at, length = 0) {
  const { value, selectionStart } = field;
  const start = lineStart(value, selectionStart);
  const fresh = !value.slice(start, selectionStart).trim() ? "" : "\n\n";
  const closed = text.endsWith("\n") || value[field.selectionEnd] === "\n" || field.selectionEnd === value.length ? "" : "\n";
  type(field, fresh + text + closed);
  const inside = selectionStart + fresh.length + at;
  field.setSelectionRange(inside, inside + length);
}

function link(field) {
  const text = selected(field);
  const start = field.selectionStart;
  if (ADDRESS.test(text)) {
    type(field, `[](${text})`);
    return field.setSelectionRange(start + 1, start + 1);
  }
  type(field, `[${text}]()`);
  const at = text ? start + text.length + 3 : start + 1;
  field.setSelectionRange(at, at);
}
