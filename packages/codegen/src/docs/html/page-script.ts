/** The page's script: the search. Everything is there without it. */
export const PAGE_SCRIPT = `
"use strict";
const input = document.getElementById("search");
const status = document.getElementById("found");
const cards = [...document.querySelectorAll("[data-search]")];
const links = [...document.querySelectorAll("nav a")];

function search() {
  const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  let shown = 0;
  for (const card of cards) {
    const text = card.dataset.search;
    card.hidden = !words.every((word) => text.includes(word));
    if (!card.hidden) shown++;
  }
  for (const group of document.querySelectorAll(".cards")) {
    const isEmpty = [...group.children].every((card) => card.hidden);
    const title = group.previousElementSibling;
    if (title !== null && title.matches(".group")) title.hidden = isEmpty;
  }
  for (const section of document.querySelectorAll("main > section")) {
    section.hidden = words.length > 0 && section.querySelector("[data-search]:not([hidden])") === null;
  }
  for (const link of links) {
    const target = document.getElementById(link.hash.slice(1));
    link.parentElement.hidden = target !== null && (target.hidden || target.closest("[hidden]") !== null);
  }
  document.body.classList.toggle("searching", words.length > 0);
  document.getElementById("nothing").hidden = shown > 0;
  status.textContent = words.length === 0 ? "" : shown + " of " + cards.length + " shown";
}

input.addEventListener("input", search);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== input) {
    event.preventDefault();
    input.focus();
  }
  if (event.key === "Escape" && document.activeElement === input) {
    input.value = "";
    search();
  }
});
// A link to what the search hides shows it.
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target === null || target.closest("[hidden]") === null) return;
  input.value = "";
  search();
  target.scrollIntoView();
});
document.querySelector(".search").hidden = false;
search();
`;
