// <haru-installed>: for who is signed in, lets the browser keep the page that it shows without a network (worker.js).
class HaruInstalled extends HTMLElement {
  connectedCallback() {
    navigator.serviceWorker?.register(this.dataset.worker).catch(() => {}); // a browser that keeps nothing shows its own page
  }
}

customElements.define("haru-installed", HaruInstalled);
