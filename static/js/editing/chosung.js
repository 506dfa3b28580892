// Find a name by what was typed so far, as journal/text/chosung.py does: ㅎㅅ and 학ㅅ find 학습.
const FIRST = 0xac00, INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
const TWO = { ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ" };
const GROWN = { 8: 3, 13: 3, 18: 1 }; // ㅗ, ㅜ and ㅡ: how many vowels they can still become

/** Whether `name` or a word of it begins with `typed`, which may end in the middle of a syllable. */
export function begins(name, typed) {
  const signs = [...fold(typed).replace(/[ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ]/g, (sign) => TWO[sign])].filter((sign) => sign.trim());
  const last = signs.pop();
  if (!last) return true;
  return new RegExp(`(^|[\\s/(])${[...signs.map(unit), growing(last)].join("\\s*")}`).test(fold(name));
}

function fold(text) {
  return text.normalize("NFC").toLowerCase();
}

function unit(sign) {
  const at = INITIALS.indexOf(sign);
  if (at >= 0) return `[${sign}${span(FIRST + at * 588, 588)}]`;
  return sign.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
}

function growing(sign) {
  const place = sign.charCodeAt(0) - FIRST;
  if (place < 0 || place >= 11172) return unit(sign);
  const final = FINALS[place % 28];
  if (final === " ") return `[${span(FIRST + place, 28 * (1 + (GROWN[Math.floor(place / 28) % 21] ?? 0)))}]`;
  const open = FIRST + place - (place % 28);
  const [kept, gone] = TWO[final] ?? [" ", final];
  const grown = Object.keys(TWO).filter((two) => TWO[two][0] === final).map((two) => syllable(open, two));
  return `(?:${[sign, ...grown, syllable(open, kept) + unit(gone)].join("|")})`;
}

function syllable(open, final) {
  return String.fromCharCode(open + FINALS.indexOf(final));
}

function span(first, count) {
  return `${String.fromCharCode(first)}-${String.fromCharCode(first + count - 1)}`;
}
