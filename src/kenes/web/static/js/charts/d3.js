/* The few modules of d3 that charts use, in the order in which they need each other. */
import "../../vendor/d3/d3-selection.min.js";
import "../../vendor/d3/d3-dispatch.min.js";
import "../../vendor/d3/d3-timer.min.js";
import "../../vendor/d3/d3-color.min.js";
import "../../vendor/d3/d3-interpolate.min.js";
import "../../vendor/d3/d3-ease.min.js";
import "../../vendor/d3/d3-transition.min.js";
import "../../vendor/d3/d3-drag.min.js";
import "../../vendor/d3/d3-zoom.min.js";
import "../../vendor/d3/d3-delaunay.min.js";

export const d3 = globalThis.d3;
