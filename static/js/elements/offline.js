// <haru-offline>: the page that stands where the network did not answer asks again when there is one.
class HaruOffline extends HTMLElement {
  connectedCallback() {
    addEventListener("online", this.again);
  }

  disconnectedCallback() {
    removeEventListener("online", this.again);
  }

  again() {
    location.reload();
  }
}

customElements.define("haru-offline", HaruOffline);
