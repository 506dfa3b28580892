// A list with check boxes: the one in its head chooses all of the page, and says when some are.
class HaruChoose extends HTMLElement {
  connectedCallback() {
    this.all = this.querySelector("[data-all]");
    if (!this.all) return;
    this.all.hidden = false;
    this.all.addEventListener("change", () => {
      for (const box of this.boxes) box.checked = this.all.checked;
    });
    this.addEventListener("change", () => this.count());
    this.count();
  }

  get boxes() {
    return [...this.querySelectorAll('input[name="chosen"]')];
  }

  count() {
    const chosen = this.boxes.filter((box) => box.checked).length;
    this.all.checked = chosen > 0 && chosen === this.boxes.length;
    this.all.indeterminate = chosen > 0 && chosen < this.boxes.length;
  }
}

customElements.define("haru-choose", HaruChoose);
