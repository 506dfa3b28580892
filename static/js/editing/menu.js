// What can be picked: options from the server or from the page's own menu, and what each puts into the text.
import { begins } from "./chosung.js";
import { mark } from "./marks.js";
import { type } from "./typing.js";

/** The options of the page's own menu that begin with what was typed, as new elements. */
export function menuOptions(template, typed) {
  const options = [...template.content.children];
  return options.filter((option) => begins(option.textContent, typed) || begins(option.dataset.words ?? "", typed)).map((option) => option.cloneNode(true));
}

/** Put a picked option into the text of `field`, in the place of `start` to `end`, through its undo. */
export function pick(field, kind, option, start, end) {
  const { value, address, topic, tool, section } = option.dataset;
  field.focus();
  field.setSelectionRange(start, end);
  if (kind === "people") type(field, `@${value} `);
  else if (kind === "topics") {
    addTopic(field.form, value);
    type(field, `[#${value.replace(/[\\[\]]/g, "\\$&")}](${address}) `);
  } else if (section) type(field, `## ${section}\n\n`);
  else if (tool) {
    type(field, "");
    mark(field, tool);
  } else type(field, `### [${topic}] ${value}\n\n`);
}

function addTopic(form, name) {
  const input = form.elements.topics;
  const names = input.value.split(/[,，、]/).map((each) => each.trim()).filter(Boolean);
  const key = (each) => each.normalize("NFKC").toLowerCase().replace(/[\s_-]/g, "");
  if (names.some((each) => key(each) === key(name))) return;
  input.value = [...names, name].join(", ");
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
