// The outline in the margin says which section is being read.
class HaruOutline extends HTMLElement {
  connectedCallback() {
    this.links = new Map();
    for (const link of this.querySelectorAll('a[href^="#"]')) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading && link.offsetParent) this.links.set(heading, link);
    }
    this.headings = [...this.links.keys()];
    this.observer = new IntersectionObserver(() => this.mark(), { rootMargin: "-80px 0px -60% 0px" });
    this.headings.forEach((heading) => this.observer.observe(heading));
    this.mark();
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  mark() {
    const current = this.headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight * 0.4);
    for (const [heading, link] of this.links) {
      if (heading === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }
}

customElements.define("haru-outline", HaruOutline);
