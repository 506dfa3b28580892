// Where places of a textarea's text are on the screen: a mirror of it, laid out in the same way and thrown away.
const COPIED = [
  "boxSizing", "width", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "borderTopWidth", "borderRightWidth",
  "borderBottomWidth", "borderLeftWidth", "borderStyle", "font", "letterSpacing", "wordSpacing", "lineHeight", "tabSize",
  "textIndent", "textAlign", "wordBreak", "overflowWrap", "direction",
];

/** The places of the text, each as {left, top, height} in pixels from the content's corner of `field`; `ats` go up. */
export function placesOf(field, ats) {
  const mirror = document.createElement("div");
  const look = getComputedStyle(field);
  for (const name of COPIED) mirror.style[name] = look[name];
  Object.assign(mirror.style, { position: "absolute", top: "0", left: "-9999px", visibility: "hidden", whiteSpace: "pre-wrap", overflowY: "hidden" });
  if (field.offsetWidth > field.clientWidth) mirror.style.width = `${field.clientWidth}px`; // its scroll bar takes room
  let from = 0;
  const marks = ats.map((at) => {
    const mark = document.createElement("span");
    mark.textContent = "\u200b";
    mirror.append(field.value.slice(from, at), mark);
    from = at;
    return mark;
  });
  mirror.append(field.value.slice(from, from + 200)); // so that a word breaks where it breaks in the field
  document.body.append(mirror);
  const places = marks.map((mark) => ({ left: mark.offsetLeft, top: mark.offsetTop, height: mark.offsetHeight }));
  mirror.remove();
  return places;
}

/** Where the caret's place `at` is on the screen, as {left, top, bottom}. */
export function onScreen(field, at) {
  const [place] = placesOf(field, [at]);
  const box = field.getBoundingClientRect();
  const top = box.top + place.top - field.scrollTop;
  return { left: box.left + place.left, top, bottom: top + place.height };
}
