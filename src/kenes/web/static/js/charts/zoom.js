/* The map drawn larger: the same cells, none divided further. By buttons, by two fingers, by the
   wheel with Ctrl held, so that a page that is scrolled stays a page that is scrolled. */
import { d3 } from "./d3.js";
import { isCalm } from "./motion.js";

const MOST = 5;
const kept = new Map();

export function zoomable(figure) {
  const bar = figure.querySelector(".zoomers");
  const drawing = figure.querySelector("svg.omap");
  if (!bar || !drawing) return;
  const inside = document.createElementNS(drawing.namespaceURI, "g");
  inside.append(...drawing.childNodes);
  drawing.append(inside);
  const { width, height } = drawing.viewBox.baseVal;
  const all = [[0, 0], [width, height]];
  const key = figure.closest("section")?.id;
  const zoom = d3.zoom().scaleExtent([1, MOST]).extent(all).translateExtent(all).filter(isMeant)
    .on("zoom", ({ transform }) => {
      inside.setAttribute("transform", transform);
      drawing.classList.toggle("larger", transform.k > 1);
      kept.set(key, transform);
    });
  const map = d3.select(drawing).call(zoom).on("dblclick.zoom", null);
  if (kept.has(key)) map.call(zoom.transform, kept.get(key));
  bar.hidden = false;
  overlay(bar, drawing);
  bar.addEventListener("click", ({ target }) => {
    const by = target.closest("button")?.dataset.by;
    const moved = isCalm() ? map : map.transition().duration(250);
    if (by) moved.call(by === "0" ? zoom.transform : zoom.scaleBy, by === "0" ? d3.zoomIdentity : Number(by));
  });
}

/* Statements lie over the map until they are put away. */
function overlay(bar, drawing) {
  const box = bar.querySelector("input");
  if (!box) return;
  const apply = () => d3.select(drawing).select(".pulls").attr("hidden", box.checked ? null : "");
  box.addEventListener("input", apply);
  apply();
}

function isMeant(event) {
  if (event.type === "wheel") return event.ctrlKey;
  if (event.type.startsWith("touch")) return event.touches.length > 1 || this.classList.contains("larger");
  return !event.button && this.classList.contains("larger");
}
