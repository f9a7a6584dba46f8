// How a report looks: on light screens, on dark ones, on paper.

/** The style sheet of a page. */
export const style = `
:root { --page: #fff; --ink: #1b1f24; --soft: #5b6570; --rule: #d5dae0;
  --first: #2563eb; --second: #d97706; --third: #0f9488; --quiet: #a3adb8; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #14171a; --ink: #e6e9ec; --soft: #9aa4ae; --rule: #343b42;
    --first: #6aa0ff; --second: #f0a244; --third: #3cc7b8; --quiet: #6b7580; }
}
body { margin: 2rem auto; padding: 0 1rem; max-width: 60rem; background: var(--page);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dt, caption, figcaption { color: var(--soft); } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: 14px; }
caption, figcaption { text-align: start; padding: .2rem 0; }
th, td { text-align: start; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
.figures { text-align: end; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
pre { overflow-x: auto; font-size: 13px; }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--soft); font-size: 12px; } svg line { stroke: var(--rule); }
rect.first { fill: var(--first); } rect.second { fill: var(--second); }
rect.third { fill: var(--third); } rect.quiet { fill: var(--quiet); }
figcaption span { border-left: .8em solid; padding-left: .35em; margin-left: .9em; }
figcaption .first { border-color: var(--first); } figcaption .second { border-color: var(--second); }
figcaption .third { border-color: var(--third); } figcaption .quiet { border-color: var(--quiet); }
@media print {
  body { margin: 0; max-width: none; font-size: 11px; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  table { font-size: 10px; } h2 { break-after: avoid; } figure, pre, tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
`
