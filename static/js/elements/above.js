// What sticks to the bottom stays above the keyboard on the screen, also where that lies over the page (iOS).
class HaruAbove extends HTMLElement {
  connectedCallback() {
    this.view = window.visualViewport;
    this.stay = () => this.style.setProperty("inset-block-end", `${this.covered()}px`);
    for (const type of ["resize", "scroll"]) this.view?.addEventListener(type, this.stay);
  }

  disconnectedCallback() {
    for (const type of ["resize", "scroll"]) this.view?.removeEventListener(type, this.stay);
  }

  /** How many pixels of the page's foot are not seen; none while somebody has zoomed in. */
  covered() {
    const { height, offsetTop, scale } = this.view;
    return scale > 1.01 ? 0 : Math.max(0, Math.round(innerHeight - height - offsetTop));
  }
}

customElements.define("haru-above", HaruAbove);
