// Pictures by choosing, pasting or dropping: each holds its own place in the text while it is on its way.
import { replaceRange, type, whenComposed } from "./typing.js";

const OFFICE = /urn:schemas-microsoft-com:office|<meta[^>]+(?:LibreOffice|Excel)/i;
let count = 0;

/** The pictures among what was pasted or dropped. Copied cells and words of an office program come with a picture of themselves: not those. */
export function picturesOf(transfer) {
  if (OFFICE.test(transfer.getData("text/html"))) return [];
  return [...transfer.files].filter((file) => file.type.startsWith("image/"));
}

/**
 * Upload `files` into `field`, each at a placeholder of its own. `to` has `address`, `token` (CSRF), `word` for the
 * placeholder and `failed`, a sentence; `tell(sentence)` is called with what went wrong.
 */
export async function uploadPictures(field, files, to, tell) {
  await whenComposed(field);
  const places = files.map(() => `![${to.word} ${++count}…]()`);
  const at = field.selectionStart;
  const fresh = at === 0 || field.value[at - 1] === "\n" ? "" : "\n";
  type(field, `${fresh}${places.join("\n")}\n`);
  await Promise.all(files.map((file, index) => upload(field, file, places[index], to, tell)));
}

async function upload(field, file, place, to, tell) {
  let markdown = "";
  try {
    markdown = await send(file, to);
  } catch (error) {
    tell(error.message);
  }
  await whenComposed(field);
  const at = field.value.indexOf(place);
  if (at >= 0) replaceRange(field, at, at + place.length, markdown);
  else if (markdown) tell(markdown); // its place was deleted meanwhile: say the address, lose nothing
}

async function send(file, to) {
  const body = new FormData();
  body.append("image", file);
  let answer;
  try {
    answer = await fetch(to.address, { method: "POST", body, headers: { "X-CSRFToken": to.token } });
  } catch {
    throw new Error(to.failed);
  }
  const said = await answer.json().catch(() => ({}));
  if (said.image_code) return said.image_code;
  throw new Error(said.image?.[0] ?? to.failed);
}
