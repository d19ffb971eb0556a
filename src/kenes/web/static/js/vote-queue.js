/* Votes on a bad line: <vote-queue> keeps what could not be sent in this browser, shows the next card of
   those that the page brought along (its templates), and sends everything, in order, when the line is
   back. A vote that was kept says `again` and what stood before, so that one that arrives twice, or
   late, undoes nothing. Votes leave this browser's store once the server has answered. */
const EVERY = 10_000;
const PATIENCE = 15_000;
const BUSY = 429;
const BROKEN = 500;

class VoteQueue extends HTMLElement {
  connectedCallback() {
    this.name = `kenes-votes-${this.getAttribute("conversation")}`;
    this.line = this.querySelector("[role=status]");
    const own = (event) => event.target.closest?.("#card");
    const keep = (event) => own(event) && this.keep(event.detail.requestConfig);
    document.addEventListener("htmx:sendError", keep);
    document.addEventListener("htmx:timeout", keep);
    document.addEventListener("htmx:responseError", (event) => event.detail.xhr.status >= BROKEN && keep(event));
    document.addEventListener("htmx:beforeRequest", (event) => {
      if (!own(event) || (navigator.onLine && !this.read().length)) return;
      event.preventDefault();
      keep(event);
    });
    window.addEventListener("online", () => this.send());
    setInterval(() => this.send(), EVERY);
    this.say();
    this.send();
  }

  read() {
    try { return JSON.parse(localStorage.getItem(this.name)) ?? []; } catch { return []; }
  }

  write(votes) {
    try {
      if (votes.length) localStorage.setItem(this.name, JSON.stringify(votes));
      else localStorage.removeItem(this.name);
    } catch { /* without a store they are kept as long as the page is open */ }
  }

  keep(config) {
    const vote = { path: config.path, fields: [...config.formData.entries()] };
    this.write([...this.read(), vote]);
    this.next();
    this.say();
    this.send();
  }

  /* The next card of those that the page brought, skipping the statements that wait to be sent. */
  next() {
    const waiting = new Set(this.read().map((vote) => Object.fromEntries(vote.fields).statement));
    for (const template of this.querySelectorAll("template")) {
      const card = template.content.firstElementChild;
      const number = card.querySelector("[name=statement]")?.value;
      template.remove();
      if (waiting.has(number)) continue;
      this.show(card);
      return;
    }
  }

  show(card) {
    document.getElementById("card").replaceWith(card);
    window.htmx?.process(card);
  }

  say(words = "") {
    const many = this.read().length;
    this.line.textContent = many ? `${this.getAttribute("waiting")} ${many}` : words;
    this.line.hidden = !this.line.textContent;
  }

  /* One page of this browser sends at a time, where the browser can see to it. */
  async send() {
    if (this.busy || !navigator.onLine || !this.read().length) return;
    this.busy = true;
    try {
      if (navigator.locks) await navigator.locks.request(this.name, () => this.sendAll());
      else await this.sendAll();
    } finally {
      this.busy = false;
    }
  }

  async sendAll() {
    let words = this.getAttribute("sent");
    let card = "";
    for (let votes = this.read(); votes.length; votes = this.read()) {
      const answer = await this.post(votes[0]);
      if (!answer) return this.say();
      if (answer.ok) card = await answer.text();
      else words = this.getAttribute("refused");
      this.write(this.read().slice(1));
    }
    this.say(words);
    if (card) this.show(new DOMParser().parseFromString(card, "text/html").querySelector("#card"));
    return undefined;
  }

  /* The server's answer, or null where there is none yet: no line, too much at once, a fault. */
  async post(vote) {
    const body = new URLSearchParams(vote.fields);
    body.set("again", "on");
    const fresh = document.querySelector("#card [name=csrfmiddlewaretoken]")?.value;
    if (fresh) body.set("csrfmiddlewaretoken", fresh);
    try {
      const answer = await fetch(vote.path, {
        method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE),
      });
      return answer.status === BUSY || answer.status >= BROKEN ? null : answer;
    } catch {
      return null;
    }
  }
}
customElements.define("vote-queue", VoteQueue);
