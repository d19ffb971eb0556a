/* The result moves without a reload: <live-results data-voters> asks for its own page now and then.
   Most answers are 304 and cost nothing. Where more people have voted, or the reader chose another
   statement (form[data-in-place]), the new figures take the place of the old and move from where
   they were. Focus, scroll, what was unfolded and what was written into a control stay. */
import { morph, standing } from "./charts/motion.js";

const PAUSE_MS = 30000;
const REACHED = "a, button, input, select, summary, [tabindex], [data-said]";

class LiveResults extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), Number(this.dataset.pause) || PAUSE_MS);
    this.addEventListener("submit", (event) => this.choose(event));
    this.back = () => this.look(true);
    addEventListener("popstate", this.back);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    removeEventListener("popstate", this.back);
  }

  async choose(event) {
    const form = event.target.closest("form[data-in-place]");
    if (!form) return;
    event.preventDefault();
    const address = new URL(location.href);
    for (const [name, value] of new FormData(form)) address.searchParams.set(name, value);
    history.pushState(null, "", address);
    if (!(await this.look(true))) location.reload();
  }

  async look(isAsked = false) {
    if (document.hidden && !isAsked) return false;
    try {
      const answer = await fetch(location.href, { cache: "no-cache" });
      if (answer.ok) this.take(await answer.text(), isAsked);
      return answer.ok;
    } catch {
      return false; /* no line now: the next look comes by itself */
    }
  }

  take(page, isAsked) {
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById(this.id);
    const isNew = fresh && fresh.dataset.voters !== this.dataset.voters;
    if (!fresh || (!isNew && !isAsked)) return;
    const before = standing(this);
    const place = placeOf(this);
    const fill = controlsOf(this, isAsked);
    this.replaceChildren(...fresh.childNodes);
    this.dataset.voters = fresh.dataset.voters;
    fill();
    this.dispatchEvent(new Event("results:renewed", { bubbles: true }));
    place();
    morph(this, before);
    if (isNew) this.say();
  }

  say() {
    const said = document.createElement("p");
    said.className = "vh";
    said.setAttribute("role", "status");
    this.append(said);
    requestAnimationFrame(() => { said.textContent = `${this.dataset.said} ${this.dataset.voters}`; });
  }
}

/* Remembers what was unfolded and, unless the reader just chose, what stands in the controls. */
function controlsOf(root, isAsked) {
  const open = [...root.querySelectorAll("details[open]")].map((one) => nameOf(root, one));
  const filled = isAsked ? [] : [...root.querySelectorAll("select, input")].map((one) => [nameOf(root, one), one.value, one.checked]);
  return () => {
    for (const name of open) named(root, name)?.setAttribute("open", "");
    for (const [name, value, checked] of filled) Object.assign(named(root, name) ?? {}, { value, checked });
  };
}

/* Remembers where the reader is, and returns what leads them back there once all stands. */
function placeOf(root) {
  const active = root.contains(document.activeElement) ? document.activeElement : null;
  const focused = active && nameOf(root, active);
  const parts = [active, ...root.querySelectorAll("section[id], header")];
  const seen = parts.find((one) => one?.getBoundingClientRect().bottom > 0);
  const [top, at] = [seen?.getBoundingClientRect().top, seen && nameOf(root, seen)];
  return () => {
    const found = focused && named(root, focused);
    found?.focus({ preventScroll: true });
    const now = at && named(root, at)?.getBoundingClientRect().top;
    if (Number.isFinite(now)) scrollBy({ top: now - top, behavior: "instant" });
  };
}

/* Names an element by its section, its statement and its turn among its like: the same in the next page. */
function nameOf(root, one) {
  const [scope, kind] = [one.closest("[data-s]") ?? one.closest("section[id]") ?? root, kindOf(one)];
  return { section: one.closest("section[id]")?.id, s: scope.dataset.s, kind, nth: [...scope.querySelectorAll(kind)].indexOf(one) };
}

function kindOf(one) {
  return one.matches("[data-said]") ? "[data-said]" : one.matches(REACHED) ? one.localName : one.localName === "details" ? "details" : "section[id], header";
}

function named(root, { section, s, kind, nth }) {
  const within = section ? root.querySelector(`[id="${section}"]`) : root;
  const scope = s === undefined ? within : within?.querySelector(`[data-s="${s}"]`);
  return nth < 0 ? (section ? within : scope) : scope?.querySelectorAll(kind)[nth];
}
customElements.define("live-results", LiveResults);
