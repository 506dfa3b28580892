// The outline in the margin says which section is being read.
class HaruOutline extends HTMLElement {
  connectedCallback() {
    this.links = new Map();
    for (const link of this.querySelectorAll('a[href^="#"]')) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading && link.offsetParent) this.links.set(heading, link);
    }
    this.headings = [...this.links.keys()];
    // A heading is "in" from 40% of the window upwards, however far: a jump over many of them is noticed as well.
    this.observer = new IntersectionObserver(() => this.mark(), { rootMargin: "1000000px 0px -60% 0px" });
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
    if (current) this.keepInSight(this.links.get(current));
  }

  /** Scroll the margin, never the page, so that a long outline shows where one is. */
  keepInSight(link) {
    const frame = this.closest(".sheet__stick");
    const [box, seen] = [link.getBoundingClientRect(), frame?.getBoundingClientRect()];
    if (!seen || frame.scrollHeight <= frame.clientHeight) return;
    if (box.top < seen.top) frame.scrollTop -= seen.top - box.top + box.height;
    else if (box.bottom > seen.bottom) frame.scrollTop += box.bottom - seen.bottom + box.height;
  }
}

customElements.define("haru-outline", HaruOutline);
