// A passkey or security key is asked for when its button is pressed; what it answers is sent with the form around it.
// `data-options` are the server's, else they are fetched from where the form goes. The browser's part is allauth's file.
class HaruPasskey extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.button = this.querySelector("[data-passkey]");
    this.said = this.querySelector("[data-said]");
    if (!window.PublicKeyCredential) return this.say(this.dataset.missing);
    this.button.disabled = false;
    this.button.addEventListener("click", () => this.ask());
  }

  async ask() {
    this.button.disabled = true;
    this.say("");
    try {
      this.form.elements.credential.value = JSON.stringify(await this.answer());
      this.form.submit();
    } catch {
      this.say(this.dataset.failed); // taken back, timed out, or the wrong key
      this.button.disabled = false;
    }
  }

  async answer() {
    const { creation_options: making, request_options: asking } = await this.options();
    if (!making) return window.webauthnJSON.get(asking);
    const wants = making.publicKey.authenticatorSelection;
    const alone = Boolean(this.form.elements.passwordless?.checked);
    Object.assign(wants, { residentKey: alone ? "required" : "discouraged", requireResidentKey: alone });
    if (alone) wants.userVerification = "required";
    return window.webauthnJSON.create(making);
  }

  async options() {
    if (this.dataset.options) return JSON.parse(this.dataset.options);
    const answer = await fetch(this.form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  say(words) {
    this.said.textContent = words;
  }
}

customElements.define("haru-passkey", HaruPasskey);
