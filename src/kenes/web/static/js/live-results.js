/* The result moves without a reload: <live-results data-voters> asks for its own page now and then.
   Most answers are 304 and cost nothing. Where more people have voted, the new figures take the
   place of the old; on the map groups and hexagons move from where they were, unless the reader
   asked for less motion. What was unfolded stays unfolded. */
const PAUSE_MS = 30000;
const MOVE_MS = 900;
const MOVING = ".omap ellipse, .omap > svg, .omap > text, .agreed .chart > svg";

class LiveResults extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), Number(this.dataset.pause) || PAUSE_MS);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async look() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { cache: "no-cache" });
      if (answer.ok) this.take(await answer.text());
    } catch {
      /* no line now: the next look comes by itself */
    }
  }

  take(page) {
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById(this.id);
    if (!fresh || fresh.dataset.voters === this.dataset.voters) return;
    if (this.contains(document.activeElement)) return;
    const open = [...this.querySelectorAll("details")].map((one) => one.open);
    const before = places(this);
    this.replaceChildren(...fresh.childNodes);
    this.dataset.voters = fresh.dataset.voters;
    this.querySelectorAll("details").forEach((one, n) => { one.open = open[n] ?? false; });
    move(this, before);
    this.say();
  }

  say() {
    const said = document.createElement("p");
    said.className = "vh";
    said.setAttribute("role", "status");
    this.append(said);
    requestAnimationFrame(() => { said.textContent = `${this.dataset.said} ${this.dataset.voters}`; });
  }
}

function places(root) {
  return [...root.querySelectorAll(MOVING)].map((one) => one.getBoundingClientRect());
}

function move(root, before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const shapes = [...root.querySelectorAll(MOVING)];
  if (shapes.length !== before.length) return;
  places(root).forEach((now, n) => {
    const x = before[n].x - now.x;
    const y = before[n].y - now.y;
    if (x || y) {
      shapes[n].animate([{ translate: `${x}px ${y}px` }, { translate: "0 0" }], { duration: MOVE_MS, easing: "ease" });
    }
  });
}
customElements.define("live-results", LiveResults);
