/* Keys and swipes on the card of a statement: <vote-card> around the form with three buttons.
   1 agrees, 2 disagrees, 3 passes, while the focus is on the card; a swipe right agrees, a swipe
   left disagrees. Whatever is done presses the button itself, so that the form stays the only way.
   After htmx has put the next card in, the focus goes to it. */
const BUTTONS = { 1: "1", 2: "-1", 3: "0" };
const SWIPE_PIXELS = 90;

class VoteCard extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    const hint = this.querySelector("[data-keys]");
    if (hint && this.form) hint.hidden = false;
    if (VoteCard.voted) requestAnimationFrame(() => this.take());
    if (!this.form) return;
    this.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("pointerdown", (event) => { this.from = event; });
    this.form.addEventListener("pointerup", (event) => this.swiped(event));
    this.form.addEventListener("submit", () => { VoteCard.voted = true; });
  }

  take() {
    VoteCard.voted = false;
    const said = this.querySelector(".said");
    said?.setAttribute("tabindex", "-1");
    said?.focus({ preventScroll: true });
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (BUTTONS[event.key]) this.press(BUTTONS[event.key]);
  }

  swiped(event) {
    const start = this.from;
    this.from = null;
    if (!start || event.pointerType === "mouse" || start.pointerId !== event.pointerId) return;
    const across = event.clientX - start.clientX;
    if (Math.abs(across) < SWIPE_PIXELS) return;
    if (Math.abs(across) < 2 * Math.abs(event.clientY - start.clientY)) return;
    this.press(across > 0 ? "1" : "-1");
  }

  press(value) {
    this.form.querySelector(`button[name="vote"][value="${value}"]`)?.click();
  }
}
customElements.define("vote-card", VoteCard);
