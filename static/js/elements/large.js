// Pictures of a post open large, in a dialog; a press on the picture shows it in its own size, to be scrolled about in.
class HaruLarge extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a.picture");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(link);
    });
  }

  get links() {
    return [...this.querySelectorAll("a.picture")];
  }

  open(link) {
    this.dialog ??= this.make();
    this.from = link;
    this.show(link);
    this.dialog.showModal();
    this.dialog.querySelector("[data-close]").focus();
  }

  make() {
    const dialog = this.querySelector("template").content.firstElementChild;
    this.append(dialog);
    this.picture = dialog.querySelector("img");
    dialog.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]");
      if (step) this.step(Number(step.dataset.step));
      else if (event.target === this.picture) dialog.toggleAttribute("data-whole");
      else if (event.target.closest("[data-close]") || !event.target.closest(".large__tools")) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step && !event.altKey && !dialog.hasAttribute("data-whole")) this.step(step);
    });
    dialog.addEventListener("close", () => {
      this.picture.removeAttribute("src");
      this.from.focus(); // of the picture that was seen last
    });
    return dialog;
  }

  show(link) {
    const { links } = this;
    const at = links.indexOf(link);
    const { alt } = link.querySelector("img");
    this.dialog.removeAttribute("data-whole");
    Object.assign(this.picture, { src: link.href, alt });
    this.dialog.querySelector(".large__words").textContent = [links.length > 1 ? `${at + 1} / ${links.length}` : "", alt].filter(Boolean).join(" · ");
    for (const button of this.dialog.querySelectorAll("[data-step]")) {
      button.hidden = links.length < 2;
      button.disabled = !links[at + Number(button.dataset.step)];
    }
  }

  step(step) {
    const next = this.links[this.links.indexOf(this.from) + step];
    if (!next) return;
    this.from = next;
    this.show(next);
  }
}

customElements.define("haru-large", HaruLarge);
