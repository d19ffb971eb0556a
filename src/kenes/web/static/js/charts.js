/* Charts are drawn by the server and read without this. Here each gets what a script can add: marks
   read out under a finger or from the keyboard, strips in another order, a map drawn larger. */
import { readOut } from "./charts/readout.js";
import { strips } from "./charts/strips.js";
import { zoomable } from "./charts/zoom.js";

function upgrade(root) {
  for (const figure of root.querySelectorAll("figure.opinion")) {
    strips(figure);
    zoomable(figure);
    readOut(figure);
  }
}
upgrade(document);
document.addEventListener("results:renewed", ({ target }) => upgrade(target));
