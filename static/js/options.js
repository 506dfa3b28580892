// The options of a combobox: which is chosen, said to the eye and to screen readers (WAI-ARIA's combobox pattern).
/** Mark `chosen` among the options of a list that `input` controls; null for none. */
export function choose(input, options, chosen) {
  for (const option of options) option.setAttribute("aria-selected", String(option === chosen));
  if (!chosen) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}
