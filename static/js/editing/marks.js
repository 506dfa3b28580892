// What the writing tools and a few keys do to the text: Markdown's marks around or before the selection.
import { type } from "./typing.js";

const AROUND = { bold: "**", math: "$" };
const BEFORE = { heading: "## ", list: "- " };
const ITEM = /^([ \t]*(?:>[ \t]?)*)([-*+]|\d{1,9}([.)]))([ \t]+)(\[[ xX]\][ \t]+)?/;

/** Apply a tool by its name. */
export function mark(field, tool) {
  if (tool in AROUND) around(field, AROUND[tool]);
  else if (tool in BEFORE) before(field, BEFORE[tool]);
  else if (tool === "code") code(field);
  else if (tool === "link") link(field);
}

/** On Enter in a list: open the next item, or end the list on an empty one. Return whether something was done. */
export function nextItem(field) {
  const { value, selectionStart: at, selectionEnd } = field;
  if (at !== selectionEnd) return false;
  const start = value.lastIndexOf("\n", at - 1) + 1;
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

function selected(field) {
  return field.value.slice(field.selectionStart, field.selectionEnd);
}

function around(field, sign) {
  const text = selected(field);
  const start = field.selectionStart;
  type(field, `${sign}${text}${sign}`);
  field.setSelectionRange(start + sign.length, start + sign.length + text.length);
}

function before(field, sign) {
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const until = field.selectionEnd;
  field.setSelectionRange(from, until);
  type(field, field.value.slice(from, until).split("\n").map((line) => sign + line).join("\n"));
}

function code(field) {
  const text = selected(field);
  if (text && !text.includes("\n")) return around(field, "`");
  const start = field.selectionStart;
  const fresh = start === 0 || field.value[start - 1] === "\n" ? "" : "\n";
  type(field, `${fresh}\`\`\`python\n${text}\n\`\`\`\n`);
  const inside = start + fresh.length + "```python\n".length;
  field.setSelectionRange(inside, inside + text.length);
}

function link(field) {
  const text = selected(field);
  const start = field.selectionStart;
  type(field, `[${text}]()`);
  const at = text ? start + text.length + 3 : start + 1;
  field.setSelectionRange(at, at);
}
