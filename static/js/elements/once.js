// A form is sent once: its buttons rest after the first submission, and wake when the page is shown again.
class HaruOnce extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      // In the next task, so that the pressed button's name and value are sent.
      if (!event.defaultPrevented) setTimeout(() => this.rest(true));
    });
    this.wake = () => this.rest(false);
    addEventListener("pageshow", this.wake);
  }

  disconnectedCallback() {
    removeEventListener("pageshow", this.wake);
  }

  rest(resting) {
    for (const button of this.querySelectorAll('button[type="submit"]')) button.disabled = resting;
  }
}

customElements.define("haru-once", HaruOnce);
