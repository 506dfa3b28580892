// "Quote" at a comment leads to a form that holds the quotation. Where somebody is writing already, it comes to them.
class HaruQuote extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const field = document.querySelector("#comment-form textarea");
      if (!link || !field || !field.value.trim() || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.bring(link, field);
    });
  }

  async bring(link, field) {
    try {
      const answer = await fetch(link.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const quotation = page.querySelector("#comment-form textarea").value;
      field.setRangeText(`${field.value.endsWith("\n") ? "\n" : "\n\n"}${quotation}`, field.value.length, field.value.length, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    } catch {
      location.assign(link.href);
    }
  }
}

customElements.define("haru-quote", HaruQuote);
