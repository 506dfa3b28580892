// Work that takes several requests: its form is sent by itself, as its button would be pressed.
class HaruOnward extends HTMLElement {
  connectedCallback() {
    this.waiting = setTimeout(() => this.querySelector("form").requestSubmit(), 300);
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
  }
}

customElements.define("haru-onward", HaruOnward);
