// An address to hand on: a button beside its field that copies it. Without a script one selects it.
class HaruCopyField extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return; // once, also after the page came back from the browser's memory
    const field = this.querySelector("input");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset.word;
    button.ariaLive = "polite"; // says that it has copied
    button.addEventListener("click", () => this.copy(button, field));
    field.addEventListener("focus", () => field.select());
    this.append(button);
  }

  async copy(button, field) {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select(); // the browser refused: what one copies by hand is selected
      return;
    }
    button.textContent = this.dataset.done;
    setTimeout(() => (button.textContent = this.dataset.word), 2000);
  }
}

customElements.define("haru-copy-field", HaruCopyField);
