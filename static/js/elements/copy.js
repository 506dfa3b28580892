// The rendered text of a post, made handier: a button that copies each block of code, videos that play in place, and
// links to the headings that somebody wrote as HTML (the server gives the others theirs).
class HaruCopy extends HTMLElement {
  connectedCallback() {
    for (const block of this.querySelectorAll("pre.code")) this.addButton(block);
    for (const line of this.querySelectorAll(":is(p, ul, ol):has(math)")) {
      if (line.scrollWidth > line.clientWidth) line.tabIndex = 0; // a wide formula, to be scrolled by keys too
    }
    for (const heading of this.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6):not([id])")) this.addLink(heading);
    this.addEventListener("click", (event) => {
      const video = event.target.closest("a[data-youtube]");
      if (!video || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.play(video);
    });
  }

  addLink(heading) {
    const slug = heading.textContent.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
    const base = `s-${slug || "section"}`;
    let [id, number] = [base, 1];
    while (document.getElementById(id)) id = `${base}-${++number}`;
    const link = document.createElement("a");
    Object.assign(link, { className: "heading-link", href: `#${id}`, textContent: "#", title: this.dataset.link, ariaLabel: this.dataset.link });
    heading.id = id;
    heading.append(link);
    if (decodeURIComponent(location.hash.slice(1)) === id) heading.scrollIntoView(); // nobody could before
  }

  addButton(block) {
    if (block.parentElement.classList.contains("code-frame")) return;
    const frame = document.createElement("div");
    frame.className = "code-frame";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "code-copy";
    button.textContent = this.dataset.word;
    button.ariaLive = "polite"; // says that it has copied
    button.addEventListener("click", () => this.copy(button, block.textContent));
    block.replaceWith(frame);
    frame.append(block, button);
  }

  async copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // the reader refused; the text can still be selected
    }
    button.textContent = this.dataset.done;
    setTimeout(() => (button.textContent = this.dataset.word), 2000);
  }

  play(link) {
    const id = link.dataset.youtube;
    if (!/^[\w-]{11}$/.test(id)) return;
    const player = document.createElement("iframe");
    player.src = `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`;
    player.title = link.textContent;
    player.allow = "autoplay; encrypted-media; fullscreen";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin";
    link.replaceWith(player);
    player.focus();
  }
}

customElements.define("haru-copy", HaruCopy);
