// The bell: asks for the count of what is unread once a minute, as long as somebody looks at the page.
const MINUTE = 60_000;

class HaruBell extends HTMLElement {
  connectedCallback() {
    this.asked = Date.now();
    this.look = () => {
      if (document.hidden || Date.now() - this.asked < MINUTE) return;
      this.asked = Date.now();
      this.firstElementChild.dispatchEvent(new Event("look"));
    };
    this.timer = setInterval(this.look, MINUTE / 4);
    document.addEventListener("visibilitychange", this.look);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.look);
  }
}

customElements.define("haru-bell", HaruBell);
