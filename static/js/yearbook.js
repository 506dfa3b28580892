// The search of a yearbook (journal/transfer/yearbook_search.py): a page on disk may fetch nothing, so the words come
// as scripts, one for each first character, and call `haru`.
const SHOWN = 50; // results at a time
const CHUNK = 100; // posts of one script
const OTHERS = 200; // words, at most, in the middle of which a word is looked for
const PARTICLES = /(?:에서|에게|까지|부터|으로|이나|처럼|보다|하는|하고|했다|한다|은|는|이|가|을|를|의|에|와|과|도|로|만)$/u;
const HANGUL = /^[가-힣]+$/u;

const shards = new Map(); // of a first character: [numbers by word, words by an end of theirs]
const chunks = new Map();
const waiting = new Map();
let firsts = null;

globalThis.haru = {
  begin: (characters) => { firsts = new Set(characters); },
  words: (first, numbers, ends) => shards.set(first, [numbers, ends]),
  posts: (number, rows) => chunks.set(number, rows),
};

function load(name) {
  if (!waiting.has(name)) {
    waiting.set(name, new Promise((resolve) => {
      const script = Object.assign(document.createElement("script"), { src: `search/${name}.js` });
      script.onload = script.onerror = resolve;
      document.head.append(script);
    }));
  }
  return waiting.get(name);
}

async function shardOf(word) {
  const [first] = word;
  if (!firsts.has(first)) return [{}, {}];
  await load(`w-${first.codePointAt(0).toString(16)}`);
  return shards.get(first) ?? [{}, {}];
}

/** The words of what was typed: Hangul apart from all others, as the index has them. */
function wordsOf(typed) {
  return typed.normalize("NFKC").toLowerCase().match(/[가-힣]+|[^\s가-힣"'()[\]{}<>,;:!?“”‘’]+/gu) ?? [];
}

function numbersOf(said, into) {
  let number = 0;
  for (const distance of said.split(" ")) into.add((number += Number.parseInt(distance, 36)));
}

/** The numbers of the posts with words that begin with `word`, or in which one that does stands behind others. */
async function postsWith(word) {
  const found = new Set();
  const [numbers, ends] = await shardOf(word);
  for (const [each, said] of Object.entries(numbers)) if (each.startsWith(word)) numbersOf(said, found);
  if (word.length > 1) {
    const whole = Object.entries(ends).filter(([end]) => end.startsWith(word)).flatMap(([, words]) => words);
    for (const other of new Set(whole.slice(0, OTHERS))) numbersOf((await shardOf(other))[0][other] ?? "", found);
  }
  found.delete(Number.NaN);
  return found;
}

/** The same for a word as people type it: without its particle as well, and where nothing is found, a little shorter. */
async function postsFor(word) {
  let found = await postsWith(word);
  const bare = HANGUL.test(word) ? word.replace(PARTICLES, "") : word;
  if (bare.length > 1 && bare !== word) found = new Set([...found, ...(await postsWith(bare))]);
  for (const cut of [1, 2]) {
    const short = bare.slice(0, -cut); // an ending that is no particle: 정규화했던
    if (!found.size && short.length > 1 && HANGUL.test(word)) found = await postsWith(short);
  }
  return found;
}

async function search(typed) {
  const words = wordsOf(typed);
  let found = null;
  for (const word of words) {
    const posts = await postsFor(word);
    found = found ? new Set([...found].filter((number) => posts.has(number))) : posts;
  }
  return [...(found ?? [])].sort((one, other) => other - one);
}

function rowOf([pk, title, author, when]) {
  const make = (tag, name, ...inside) => {
    const element = Object.assign(document.createElement(tag), { className: name });
    element.append(...inside);
    return element;
  };
  const link = make("a", "", title);
  link.href = `posts/${pk}.html`;
  const foot = make("p", "post__foot", make("span", "", author), make("span", "", when));
  return make("li", "post", make("div", "post__body", make("p", "post__title", link), foot));
}

addEventListener("DOMContentLoaded", () => {
  const [field, said, list, more] = ["q", "said", "found", "more"].map((name) => document.getElementById(name));
  let turn = 0;
  let results = [];
  let shown = 0;

  async function show() {
    const mine = turn;
    const some = results.slice(shown, shown + SHOWN);
    await Promise.all(some.map((number) => load(`p-${Math.floor(number / CHUNK)}`)));
    if (mine !== turn) return;
    shown += some.length;
    list.append(...some.map((number) => chunks.get(Math.floor(number / CHUNK))?.[number % CHUNK]).filter(Boolean).map(rowOf));
    more.hidden = shown >= results.length;
  }

  async function look() {
    const mine = ++turn;
    const typed = field.value.trim();
    if (typed || location.hash) history.replaceState(null, "", `#${encodeURIComponent(typed)}`);
    said.textContent = typed ? said.dataset.looking : "";
    const found = typed ? await search(typed) : [];
    if (mine !== turn) return; // something else was typed meanwhile
    [results, shown] = [found, 0];
    list.replaceChildren();
    more.hidden = true;
    if (typed) said.textContent = found.length ? said.dataset.found.replace("{n}", found.length.toLocaleString()) : said.dataset.nothing;
    await show();
  }

  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 150);
  });
  more.addEventListener("click", show);
  try {
    field.value ||= decodeURIComponent(location.hash.slice(1)); // what was typed before this script came stays
  } catch {
    field.value = "";
  }
  look();
});
