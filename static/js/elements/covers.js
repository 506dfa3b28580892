// The choice of the picture that lists show: it follows the pictures that stand in the text.
const ADDRESS = /\/uploads\/[0-9a-f-]{36}\.(?:jpeg|png|webp)/g;

class HaruCovers extends HTMLElement {
  connectedCallback() {
    this.field = this.closest("form").elements.body;
    this.field.addEventListener("input", () => this.follow());
    this.addEventListener("change", () => (this.wanted = this.chosen));
    this.shown = this.radios.slice(1).map((radio) => radio.value).join();
    this.wanted = this.chosen;
    this.follow();
  }

  get radios() {
    return [...this.querySelectorAll("input")];
  }

  get chosen() {
    return this.radios.find((radio) => radio.checked)?.value ?? "";
  }

  /** Offer the text's pictures; one that was chosen stays so, also when it comes back after it was cut. */
  follow() {
    const found = [...new Set(this.field.value.match(ADDRESS))];
    if (found.join() === this.shown) return;
    this.shown = found.join();
    const wanted = this.chosen || this.wanted;
    const [first, ...others] = this.radios;
    for (const radio of others) radio.parentElement.remove();
    first.checked = true;
    for (const [at, address] of found.entries()) {
      const choice = this.querySelector("template").content.firstElementChild.cloneNode(true);
      Object.assign(choice.querySelector("img"), { src: `${address}?size=small`, alt: `${this.dataset.word} ${at + 1}` });
      first.parentElement.parentElement.append(choice);
      Object.assign(choice.querySelector("input"), { value: address, checked: address === wanted });
    }
    this.querySelector("fieldset").hidden = found.length < 2;
  }
}

customElements.define("haru-covers", HaruCovers);
