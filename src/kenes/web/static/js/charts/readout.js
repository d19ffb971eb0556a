/* Reads a mark out: by pointer or finger the nearest one, by keyboard one after another. What is
   read stands in the page (data-said), in the reader's language, and in the table beside it. The
   same statement or group is lit wherever else the page shows it. */
import { d3 } from "./d3.js";
import { statementOf } from "./motion.js";

const NEAR_PX = 28;
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const WAYS = { ArrowDown: 1, ArrowUp: -1 };

export function readOut(figure) {
  const marks = [...figure.querySelectorAll("[data-said]")];
  if (!marks.length) return;
  marks.forEach(makeReadable);
  marks[0].tabIndex = 0;
  const tip = document.createElement("p");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  figure.append(tip);
  const show = (mark) => { light(mark); point(tip, figure, mark); };
  figure.addEventListener("focusin", ({ target }) => show(target.closest("[data-said]")));
  figure.addEventListener("focusout", () => show(null));
  figure.addEventListener("keydown", (event) => walk(event, marks, show));
  const seek = (event) => show(under(event, marks));
  figure.addEventListener("pointermove", seek);
  figure.addEventListener("pointerdown", seek);
  figure.addEventListener("pointerleave", () => show(document.activeElement.closest?.("[data-said]")));
}

function makeReadable(mark) {
  const drawing = mark.parentElement?.closest("svg[role=img]");
  drawing?.setAttribute("role", "group");
  mark.querySelector(":scope > title")?.remove();
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", mark.dataset.said);
  mark.tabIndex = -1;
}

/* Left and right go through all marks in the order of the page, up and down to the nearest one. */
function walk(event, marks, show) {
  const here = event.target.closest("[data-said]");
  if (!here) return;
  if (event.key === "Escape") { show(null); return; }
  const shown = marks.filter((mark) => mark === here || !mark.closest("[hidden]"));
  const next = event.key in STEPS
    ? shown[shown.indexOf(here) + STEPS[event.key]]
    : event.key in WAYS ? nearestBy(WAYS[event.key], here, shown) : { Home: shown[0], End: shown.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  here.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function nearestBy(way, here, marks) {
  const from = middle(here);
  const ahead = marks.map((mark) => [mark, middle(mark)]).filter(([, at]) => (at[1] - from[1]) * way > 1);
  const cost = ([, at]) => Math.abs(at[1] - from[1]) + 0.4 * Math.abs(at[0] - from[0]);
  return ahead.sort((a, b) => cost(a) - cost(b))[0]?.[0];
}

function middle(mark) {
  const box = mark.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/* Returns the mark under the pointer, else the nearest one within a finger's width. */
function under(event, marks) {
  const hit = event.target.closest("[data-said], [data-g]");
  if (hit || !event.target.closest(".chart")) return hit;
  const shown = marks.filter((mark) => !mark.closest("[hidden]"));
  const places = shown.map(middle);
  const { clientX, clientY } = event;
  const nearest = places.length ? d3.Delaunay.from(places).find(clientX, clientY) : -1;
  const [x, y] = places[nearest] ?? [Infinity, Infinity];
  return Math.hypot(x - clientX, y - clientY) <= NEAR_PX ? shown[nearest] : null;
}

/* Lights the statement or the group of a mark in every view of the page; null puts all lights out. */
export function light(mark) {
  const number = statementOf(mark);
  const group = number ? undefined : mark?.closest("[data-g]")?.dataset.g;
  d3.selectAll("[data-s]").classed("lit", function () { return this.dataset.s === number; });
  d3.selectAll("[data-g]").classed("dim", function () { return group !== undefined && this.dataset.g !== group; });
  d3.selectAll(".now").classed("now", false);
  mark?.classList.toggle("now", Boolean(mark.dataset.said));
}

function point(tip, figure, mark) {
  tip.hidden = !mark?.dataset.said;
  if (tip.hidden) return;
  tip.textContent = mark.dataset.said;
  const frame = figure.getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  const left = at.x + at.width / 2 - frame.x - tip.offsetWidth / 2;
  const above = at.top - frame.top - tip.offsetHeight - 8;
  const top = at.top - tip.offsetHeight < 8 ? at.bottom - frame.top + 8 : above;
  tip.style.translate = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px ${top}px`;
}
