// A menu made of <details>: closes on Escape, on a click elsewhere and when the focus leaves it.
class HaruMenu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.details.open) return;
      this.details.open = false;
      this.querySelector("summary").focus();
    });
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget)) this.details.open = false;
    });
    this.away = (event) => {
      if (!this.contains(event.target)) this.details.open = false;
    };
    document.addEventListener("pointerdown", this.away);
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.away);
  }
}

customElements.define("haru-menu", HaruMenu);
