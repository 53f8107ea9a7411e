import { type Html, html } from "../html/html.js";
import type { Box, Diagram, Edge } from "./diagram.js";

/**
 * A diagram as SVG, coloured by the page's style sheet.
 *
 * @param hrefOf where a box leads to
 */
export function diagramSvg(diagram: Diagram, title: string, hrefOf: (box: Box) => string): Html {
  const { width, height, boxes, edges } = diagram;
  return html`<svg class="diagram" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${title}"><g class="edges" aria-hidden="true">${edges.map(edgeSvg)}</g>${boxes.map((box) => boxSvg(box, hrefOf(box)))}</svg>`;
}

function boxSvg({ kind, name, x, y, width, height }: Box, href: string): Html {
  const radius = kind === "event" ? height / 2 : 7;
  return html`<a href="${href}" class="box ${kind}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/><text x="${x + width / 2}" y="${y + height / 2}" dominant-baseline="central" text-anchor="middle">${name}</text></a>`;
}

function edgeSvg({ from, to }: Edge): Html {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x - 5, to.y + to.height / 2];
  const bend = (x2 - x1) / 2;
  const head = `M${x2 - 3} ${y2 - 4}l7 4l-7 4z`;
  return html`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/><path class="head" d="${head}"/>`;
}
