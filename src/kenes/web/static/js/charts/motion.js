/* What moves when figures change, so that the eye can follow it; nothing, where less was asked for. */
import { d3 } from "./d3.js";

const MOVE_MS = 900;
const PLACES = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "rx", "ry", "width", "points", "transform"];
const SHAPES = ".chart :is(svg, line, rect, circle, ellipse, polygon, text)";

export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/* Returns the number of the statement that a shape belongs to: its own, or that of its row. */
export function statementOf(shape) {
  return (shape?.closest("[data-s]") ?? shape?.closest("li")?.querySelector("[data-s]"))?.dataset.s;
}

/* What is lit for a moment is the same shape. */
function lookOf(shape) {
  return [...shape.classList].find((one) => !["now", "lit", "dim"].includes(one));
}

/* Returns each drawn shape of a root under a key that is the same in the next result. */
function keyed(root) {
  const found = new Map();
  const seen = new Map();
  for (const shape of root.querySelectorAll(SHAPES)) {
    const part = shape.closest("[data-g]")?.dataset.g ?? "";
    const name = [shape.closest("section")?.id, statementOf(shape), part, shape.dataset.c, shape.tagName, lookOf(shape)].join("|");
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    found.set(`${name}|${nth}`, shape);
  }
  return found;
}

/* Remembers where every shape stands; give the answer to `morph` once the new ones are there. */
export function standing(root) {
  const places = new Map();
  if (isCalm()) return places;
  for (const [key, shape] of keyed(root)) {
    places.set(key, PLACES.map((name) => shape.getAttribute(name)));
  }
  return places;
}

/* Leads every shape that was there before from its old place to its new one; others appear. */
export function morph(root, before) {
  if (!before.size) return;
  for (const [key, shape] of keyed(root)) {
    const old = before.get(key);
    if (old) lead(shape, old);
    else if (shape.tagName === "polygon") shape.animate([{ opacity: 0 }, { opacity: 1 }], MOVE_MS);
  }
}

function lead(shape, old) {
  PLACES.forEach((name, n) => {
    const now = shape.getAttribute(name);
    if (now === null || old[n] === null || old[n] === now) return;
    const between = d3.interpolateString(old[n], now);
    shape.setAttribute(name, old[n]);
    d3.select(shape).transition(name).duration(MOVE_MS).attrTween(name, () => between)
      .on("end interrupt", () => shape.setAttribute(name, now));
  });
}

/* Makes a change of order visible: each row glides from where it stood. */
export function glide(rows, change) {
  const tops = new Map(rows.map((row) => [row, row.hidden ? null : row.getBoundingClientRect().top]));
  change();
  if (isCalm()) return;
  for (const row of rows) {
    const from = tops.get(row);
    if (row.hidden || from === null) continue;
    const moved = from - row.getBoundingClientRect().top;
    if (moved) row.animate([{ translate: `0 ${moved}px` }, { translate: "0 0" }], { duration: 400, easing: "ease" });
  }
}
