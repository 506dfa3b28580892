// The server has published what an editor sent: this browser need not keep it any longer.
import { forget, recordsOf } from "../editing/records.js";

class HaruTaken extends HTMLElement {
  async connectedCallback() {
    const { writer, client, turn } = this.dataset;
    const records = await recordsOf(writer).catch(() => []);
    for (const record of records) if (record.client === client && record.turn <= Number(turn)) await forget(client);
  }
}

customElements.define("haru-taken", HaruTaken);
