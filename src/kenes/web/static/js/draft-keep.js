/* Keeps a draft as one writes: <draft-keep action="URL"> around a form.
   The whole form is posted to the URL after two quiet seconds; the words shown come from the
   element's data- attributes, so that the page's language is kept. Without script the form's own
   "save" button does the same. */
const QUIET_MILLISECONDS = 2000;

class DraftKeep extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.said = this.querySelector("[data-draft-state]");
    if (!this.form) return;
    this.form.addEventListener("input", () => this.wait());
    this.form.addEventListener("submit", () => clearTimeout(this.timer));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), QUIET_MILLISECONDS);
  }

  async save() {
    try {
      const answer = await fetch(this.getAttribute("action"), {
        method: "POST",
        body: this.words(),
        headers: { "X-Draft": "1", Accept: "application/json" },
        credentials: "same-origin",
      });
      if (answer.ok) this.renew(await answer.json());
      this.say(answer.ok ? this.dataset.saved : this.dataset.failed);
    } catch {
      this.say(this.dataset.failed);
    }
  }

  /* Files go with the button only: sent while one writes, each save would keep another copy. */
  words() {
    const words = new FormData(this.form);
    for (const input of this.form.querySelectorAll("input[type=file]")) words.delete(input.name);
    return words;
  }

  /* The next save starts from the edition that this one made. */
  renew(kept) {
    const edition = this.form.elements.namedItem("edition");
    if (edition && kept.edition) edition.value = kept.edition;
  }

  say(words) {
    if (this.said && words) this.said.textContent = words;
  }
}
customElements.define("draft-keep", DraftKeep);
