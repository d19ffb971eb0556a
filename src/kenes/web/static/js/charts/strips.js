/* Strips of statements in another order, fewer or more of them. Each strip carries what it is sorted
   by (data-s, data-lower, data-wide); the words of the controls come from the server. */
import { d3 } from "./d3.js";
import { glide } from "./motion.js";

const FIRST = {
  lower: (strip) => -Number(strip.lower ?? -1),
  wide: (strip) => -Number(strip.wide ?? -1),
  s: (strip) => Number(strip.s),
};

export function strips(figure) {
  const bar = figure.querySelector(".strips");
  const list = figure.querySelector("ol.agreed");
  if (!bar || !list) return;
  const rows = [...list.children];
  const beyond = new Set(rows.filter((row) => row.hidden));
  const [order, wanted, all] = bar.querySelectorAll("select, input");
  const apply = () => {
    const value = FIRST[order.value];
    const words = wanted.value.trim().toLocaleLowerCase(document.documentElement.lang);
    d3.selectAll(rows).datum(function () { return this.dataset; })
      .sort((a, b) => value(a) - value(b) || a.s - b.s)
      .property("hidden", function () { return isLeftOut(this, words, all.checked, beyond); });
  };
  bar.hidden = false;
  bar.addEventListener("input", () => glide(rows, apply));
  if (order.selectedIndex || wanted.value || all.checked) apply();
}

function isLeftOut(row, words, isAll, beyond) {
  if (!words) return !isAll && beyond.has(row);
  const said = row.querySelector(".record").textContent.toLocaleLowerCase(document.documentElement.lang);
  return !said.includes(words) && row.dataset.s !== words;
}
