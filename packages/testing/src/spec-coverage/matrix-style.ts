/** The page's style sheet: light and dark, wide and narrow, on paper. */
export const MATRIX_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --panel: #fff; --ink: #1c2430; --soft: #5a6675; --line: #dfe3e9; --focus: #2563eb;
  --good: #17703f; --good-ground: #e2f4e8; --bad: #b3262e; --bad-ground: #fdecec; --event: #a84f00; --head: #eef1f5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --panel: #1a2029; --ink: #e5e9f0; --soft: #9aa7b8; --line: #2d3643; --focus: #7db0ff;
    --good: #82d8a4; --good-ground: #17392a; --bad: #ff9a9f; --bad-ground: #3d2024; --event: #ffbb7a; --head: #222a35;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 68rem; padding: 1.5rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
h1 { margin: 0; font-size: 1.5rem; overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 1.25rem; } h3 { margin: 1.25rem 0 0; font-size: 1.05rem; }
header p { margin: .5rem 0 0; color: var(--soft); max-width: 70ch; }
section { margin-top: 1.5rem; padding: 1.25rem; background: var(--panel); border: 1px solid var(--line); border-radius: 12px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.shares { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: .5rem 0 1rem; }
.shares div { display: flex; gap: .5rem; align-items: baseline; }
.shares dt { color: var(--soft); font-size: .875rem; }
.shares dd { margin: 0; font-weight: 650; font-variant-numeric: tabular-nums; }
.whole dd { color: var(--good); } .part dd { color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
table.narrow { width: auto; min-width: 24rem; }
th, td { padding: .35rem .75rem; border-top: 1px solid var(--line); text-align: center; vertical-align: middle; }
thead th { border-top: 0; color: var(--soft); font-size: .875rem; font-weight: 600; }
th:first-child { text-align: left; font-weight: 400; }
tbody th:first-child { padding-left: 1.75rem; overflow-wrap: break-word; }
.narrow tbody th:first-child { padding-left: .75rem; }
.command th:first-child { padding-left: .75rem; font-weight: 650; }
.command th, .command td { background: var(--head); }
.event { color: var(--event); } .nothing { color: var(--soft); font-style: italic; }
.none { color: var(--soft); }
.missing th, .missing td { background: var(--bad-ground); }
.mark { display: inline-block; margin-left: .5rem; padding: 0 .45rem; border: 1px solid currentcolor; border-radius: 5px; color: var(--soft); font-size: .75rem; font-weight: 600; }
td .mark { margin: 0; }
.mark.bad { color: var(--bad); }
button {
  min-width: 2.25rem; padding: .1rem .6rem; border: 1px solid transparent; border-radius: 999px; background: var(--good-ground);
  color: var(--good); font: inherit; font-weight: 650; font-variant-numeric: tabular-nums; cursor: pointer;
}
button:hover { border-color: currentcolor; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
[popover] {
  max-width: min(40rem, calc(100vw - 2rem)); padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 12px;
  background: var(--panel); color: var(--ink); text-align: left; box-shadow: 0 8px 30px rgb(0 0 0 / .3);
}
[popover] p { margin: 0 0 .5rem; font-weight: 650; }
[popover] ul { margin: 0; padding-left: 1.1rem; }
[popover] li { margin: .35rem 0; }
[popover] .title { display: block; overflow-wrap: anywhere; }
[popover] a { color: var(--soft); }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .8125rem; overflow-wrap: anywhere; }
@media print { section { break-inside: avoid; } }
`;
