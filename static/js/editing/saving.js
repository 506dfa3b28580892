// Sends an editor's text to the server by itself: soon after the last key, and in time while typing goes on.
const IDLE = 3_000; // ms after the last key
const LONGEST = 10_000; // ms that a text waits while typing goes on
const TIMEOUT = 10_000; // ms for an answer
const PAUSES = [2_000, 4_000, 8_000, 15_000]; // ms after the first, second, … failure
const KEEPALIVE = 60_000; // bytes that a browser sends for a page that is gone

/**
 * The CSRF token as it is now: it changes when somebody signs in again in another tab. A deployment's cookie has the
 * longer name, beside which one of another time may still lie.
 */
export const csrfToken = () => ["__Host-csrftoken", "csrftoken"].map(cookie).find(Boolean) ?? "";

const cookie = (name) => document.cookie.split("; ").find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);

/**
 * `snapshot()` gives what to send as URLSearchParams (`isHeard`: its answer counts); `answered(status, said)` is called with each answer (status 0:
 * none came) and returns whether to go on sending.
 */
export class Saving {
  constructor(address, snapshot, answered) {
    Object.assign(this, { address, snapshot, answered, failures: 0, since: 0, flight: null, stopped: "" });
    this.again = () => this.retry();
    addEventListener("online", this.again);
    addEventListener("focus", this.again);
  }

  end() {
    clearTimeout(this.timer);
    removeEventListener("online", this.again);
    removeEventListener("focus", this.again);
    this.stopped = "gone";
  }

  /** Something was typed. */
  touch() {
    this.since ||= Date.now();
    if (!this.stopped && !this.failures) this.schedule(this.rest());
  }

  schedule(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), Math.max(0, wait));
  }

  /** The connection, or the person, is back: do not wait for the next turn. */
  retry() {
    if (this.since && !this.flight && (this.failures || this.stopped === "ended")) {
      this.stopped = "";
      this.schedule(0);
    }
  }

  send() {
    if (this.flight || this.stopped || !this.since) return;
    const sending = this.since;
    this.since = 0;
    this.abort = new AbortController();
    this.flight = this.ask(this.snapshot(), this.abort.signal).then(([status, said]) => {
      this.flight = null;
      const goesOn = this.answered(status, said);
      this.failures = status === 200 || !goesOn ? 0 : this.failures + (status !== 400);
      if (status !== 200 && status !== 400) this.since ||= sending;
      if (!goesOn) this.stopped = status === 401 || status === 403 ? "ended" : "crossed";
      else if (this.since) this.schedule(this.failures ? PAUSES[Math.min(this.failures, PAUSES.length) - 1] : this.rest());
    });
  }

  /** How long the text may still wait: until the typing pauses, but not for ever. */
  rest() {
    return Math.min(IDLE, this.since + LONGEST - Date.now());
  }

  async ask(body, signal) {
    const timeout = setTimeout(() => this.abort.abort(), TIMEOUT);
    try {
      const headers = { "X-CSRFToken": csrfToken() };
      const answer = await fetch(this.address, { method: "POST", body, headers, signal, redirect: "error" });
      const said = await answer.json().catch(() => null);
      return said || answer.status >= 500 ? [answer.status, said ?? {}] : [0, {}];
    } catch {
      return [0, {}];
    } finally {
      clearTimeout(timeout);
    }
  }

  /** The page goes away: one more try that outlives it. Its answer is not heard. */
  leave() {
    if (!this.since || this.stopped) return;
    const body = this.snapshot({ isHeard: false });
    if (new Blob([body.toString()]).size > KEEPALIVE) return;
    fetch(this.address, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() }, keepalive: true }).catch(() => {});
  }

  /** Resolve when nothing is on its way any more, at the latest after `longest` ms; send nothing more. */
  async settle(longest) {
    clearTimeout(this.timer);
    this.stopped = "sent";
    if (!this.flight) return;
    await Promise.race([this.flight, new Promise((resolve) => setTimeout(resolve, longest))]);
  }

  /** Go on after `settle`. */
  goOn() {
    this.stopped = "";
    if (this.since) this.schedule(0);
  }
}
