// What is wider than the page opens at its latest end, where today is.
class HaruLatest extends HTMLElement {
  connectedCallback() {
    requestAnimationFrame(() => this.scrollTo({ left: this.scrollWidth, behavior: "instant" }));
  }
}

customElements.define("haru-latest", HaruLatest);
