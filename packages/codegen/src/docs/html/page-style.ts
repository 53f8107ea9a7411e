/** The page's style sheet: light and dark, wide and narrow, on paper. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --panel: #fff; --ink: #1c2430; --soft: #5a6675; --line: #dfe3e9; --code: #eef1f5; --focus: #2563eb;
  --command: #1d5fc2; --command-ground: #e6effc; --event: #a84f00; --event-ground: #fdeedd;
  --read-model: #17703f; --read-model-ground: #e2f4e8; --aggregate: #6d3fc0; --aggregate-ground: #efe8fb;
  --refused: #b3262e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --panel: #1a2029; --ink: #e5e9f0; --soft: #9aa7b8; --line: #2d3643; --code: #242c38; --focus: #7db0ff;
    --command: #8fbaff; --command-ground: #1b2f4d; --event: #ffbb7a; --event-ground: #43301b;
    --read-model: #82d8a4; --read-model-ground: #17392a; --aggregate: #c9abff; --aggregate-ground: #33264f;
    --refused: #ff9a9f;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
[hidden] { display: none !important; }
a { color: var(--command); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; }
code { overflow-wrap: anywhere; unicode-bidi: isolate; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; z-index: 3; background: var(--panel); padding: .5rem 1rem; }
.top {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem;
  padding: .75rem 1.5rem; background: var(--panel); border-bottom: 1px solid var(--line);
}
.top h1 { margin: 0; font-size: 1.15rem; overflow-wrap: anywhere; }
.top .counts { margin: 0; color: var(--soft); font-size: .875rem; flex: 1; }
.search { display: flex; align-items: center; gap: .75rem; }
.search input {
  width: 18rem; max-width: 100%; padding: .45rem .8rem; border: 1px solid var(--line); border-radius: 8px;
  background: var(--ground); color: inherit; font: inherit; font-size: 1rem;
}
#found { min-width: 6.5rem; color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
.layout { display: grid; grid-template-columns: 15rem minmax(0, 1fr); max-width: 84rem; margin: 0 auto; }
nav { position: sticky; top: 4rem; align-self: start; max-height: calc(100vh - 4rem); overflow-y: auto; padding: 1.5rem 0 2rem 1.5rem; }
nav ul { list-style: none; margin: 0 0 1.25rem; padding: 0; }
nav .title { margin: 0 0 .25rem; font-weight: 650; font-size: .9375rem; }
nav .title a { color: var(--ink); }
nav li a { display: block; padding: .15rem .6rem; border-left: 2px solid var(--line); font-size: .875rem; overflow-wrap: anywhere; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav .command { color: var(--command); } nav .event { color: var(--event); } nav .read-model { color: var(--read-model); }
main { padding: 1.5rem 1.5rem 5rem; }
main > section { margin-bottom: 3rem; }
h2 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h3.group { margin: 1.75rem 0 .75rem; font-size: 1.1rem; color: var(--soft); font-weight: 600; }
.card h3, .card h4 { margin: 0 0 .35rem; font-size: 1.1rem; line-height: 1.4; overflow-wrap: anywhere; }
.doc { margin: .35rem 0; max-width: 70ch; overflow-wrap: anywhere; unicode-bidi: isolate; white-space: pre-line; }
.kind {
  display: inline-block; margin-right: .6rem; padding: .1rem .5rem; border-radius: 5px; font-size: .75rem; font-weight: 600;
  vertical-align: .15em; white-space: nowrap;
}
.kind.command, .chip.command { color: var(--command); background: var(--command-ground); }
.kind.event, .chip.event { color: var(--event); background: var(--event-ground); }
.kind.read-model, .chip.read-model { color: var(--read-model); background: var(--read-model-ground); }
.kind.aggregate { color: var(--aggregate); background: var(--aggregate-ground); }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: .75rem 0; }
.facts div { display: flex; gap: .5rem; align-items: baseline; }
.facts dt, .label { color: var(--soft); font-size: .875rem; }
.facts dd { margin: 0; font-size: .9375rem; }
.flow { margin: 1rem 0; padding: 1rem; overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 12px; }
.diagram { display: block; margin: 0 auto; }
.diagram .edges path { fill: none; stroke: var(--soft); stroke-opacity: .55; stroke-width: 1.4; }
.diagram .edges .head { fill: var(--soft); stroke: none; }
.box rect { stroke-width: 1.4; }
.box text { font: 500 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.box.command rect { fill: var(--command-ground); stroke: var(--command); } .box.command text { fill: var(--command); }
.box.event rect { fill: var(--event-ground); stroke: var(--event); } .box.event text { fill: var(--event); }
.box.read-model rect { fill: var(--read-model-ground); stroke: var(--read-model); } .box.read-model text { fill: var(--read-model); }
.box.aggregate rect { fill: var(--aggregate-ground); stroke: var(--aggregate); } .box.aggregate text { fill: var(--aggregate); }
.box:hover rect { stroke-width: 2.4; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: 1rem; align-items: start; }
.card {
  min-width: 0; padding: 1.1rem 1.15rem 1rem; background-color: var(--panel); border: 1px solid var(--line); border-radius: 12px;
  background-repeat: no-repeat; background-size: 100% 4px;
}
.card.command { background-image: linear-gradient(var(--command), var(--command)); }
.card.event { background-image: linear-gradient(var(--event), var(--event)); }
.card.read-model { background-image: linear-gradient(var(--read-model), var(--read-model)); }
.card:target { box-shadow: 0 0 0 3px var(--focus); }
.fields { width: 100%; margin: .75rem 0; border-collapse: collapse; }
.fields th, .fields td { padding: .4rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
.fields tbody th { width: 36%; padding-right: 1rem; overflow-wrap: anywhere; }
.fields .doc { color: var(--soft); font-size: .875rem; }
.type { color: var(--soft); }
.mark { display: inline-block; padding: 0 .4rem; border: 1px solid var(--line); border-radius: 5px; color: var(--soft); font-size: .75rem; font-weight: 400; }
.mark.retired { border-style: dashed; }
.mark.secret { color: var(--refused); border-color: currentcolor; }
.card.spec { background-image: linear-gradient(var(--line), var(--line)); }
.decisions { width: 100%; border-collapse: collapse; font-size: .9375rem; }
.decisions th, .decisions td { padding: .4rem .75rem; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
.decisions thead th { border-top: 0; color: var(--soft); }
.decisions .event { color: var(--event); } .decisions .rejection, .story .rejection { color: var(--refused); } .decisions .nothing { color: var(--soft); }
.story { margin: .25rem 0 .75rem; padding-left: .8rem; border-left: 3px solid var(--line); font-size: .9375rem; }
.story > div { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); gap: .5rem; }
.story dt { color: var(--soft); } .story dd { margin: 0; overflow-wrap: anywhere; } .story p { margin: 0; }
.none { margin: .5rem 0; color: var(--soft); font-size: .9375rem; }
.line { margin: .5rem 0; line-height: 1.9; }
p.label { margin: .75rem 0 .25rem; }
.chip { display: inline-block; padding: 0 .55rem; border-radius: 999px; font-size: .875rem; line-height: 1.6; text-decoration: none; overflow-wrap: anywhere; }
.chip:hover { text-decoration: underline; }
.rejections { list-style: none; margin: 0; padding: 0; }
.rejections li { margin: .5rem 0; padding-left: .8rem; border-left: 3px solid var(--refused); line-height: 1.45; overflow-wrap: anywhere; }
.rejections strong { display: block; color: var(--refused); font-size: .875rem; }
.rejections q { unicode-bidi: isolate; }
.with { color: var(--soft); font-size: .875rem; }
details { margin: .5rem 0; }
summary { color: var(--soft); cursor: pointer; font-size: .9375rem; }
pre { margin: .5rem 0; padding: .75rem; overflow-x: auto; background: var(--code); border-radius: 8px; }
.more { margin: .75rem 0 0; font-size: .875rem; color: var(--soft); }
.types { background: var(--panel); border: 1px solid var(--line); border-radius: 12px; padding: .25rem 1.15rem; }
.types tr:first-child > * { border-top: 0; }
#nothing { color: var(--soft); }
footer { max-width: 84rem; margin: 0 auto; padding: 1rem 1.5rem 2rem; color: var(--soft); font-size: .875rem; }
.searching .states, .searching .flow, .searching .facts, .searching .aggregate > .doc { display: none; }
@media (max-width: 56rem) {
  .layout { display: block; }
  nav { position: static; max-height: none; padding: 1rem 1rem 0; }
  nav ul { display: none; }
  nav .title { display: inline-block; margin: 0 .75rem .25rem 0; }
  nav .title a { color: var(--command); }
  main { padding: 1rem 1rem 4rem; }
  .top { padding: .6rem 1rem; }
  .top .counts { display: none; }
  .top .search { flex: 1 1 12rem; }
  .search input { width: 100%; }
  #found { min-width: 0; white-space: nowrap; }
  #found:empty { display: none; }
  html { scroll-padding-top: 7rem; }
  .fields, .fields tbody, .fields tr, .fields th, .fields td { display: block; width: 100%; }
  .fields tbody th { width: 100%; padding: .5rem 0 0; } .fields td { padding: 0 0 .5rem; border-top: 0; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  .top { position: static; } nav, .search, .more { display: none !important; } .layout { display: block; }
  .card { break-inside: avoid; }
}
`;
