// One tap for the two latest study days, beside the list of all of them.
class HaruDays extends HTMLElement {
  connectedCallback() {
    this.select = document.getElementById(this.dataset.for);
    const today = this.dataset.today;
    const latest = [...this.select.options].filter((option) => option.value && option.value <= today);
    latest.sort((one, other) => other.value.localeCompare(one.value));
    this.className = "day-chips";
    this.chips = latest.slice(0, 2).map((option) => this.chip(option, today));
    this.replaceChildren(...this.chips);
    this.hidden = !this.chips.length;
    this.select.addEventListener("change", () => this.show());
    this.show();
  }

  chip(option, today) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.value = option.value;
    chip.textContent = `${this.word(option.value, today)} ${option.text.split(" · ")[0]}`;
    chip.addEventListener("click", () => {
      this.select.value = chip.value;
      for (const type of ["input", "change"]) this.select.dispatchEvent(new Event(type, { bubbles: true }));
    });
    return chip;
  }

  word(day, today) {
    const ago = Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
    return [this.dataset.todayWord, this.dataset.yesterdayWord][ago] ?? "";
  }

  show() {
    for (const chip of this.chips) chip.setAttribute("aria-pressed", String(chip.value === this.select.value));
  }
}

customElements.define("haru-days", HaruDays);
