// How a picture looks: on light pages and on dark ones.

/** The sizes of letters, in pixels. */
export const sizes = {
  title: 19,
  note: 12.5,
  head: 13,
  name: 14.5,
  entry: 12,
  label: 12,
  turn: 13,
} as const

/** The style sheet; everything in it is said of this picture alone. */
export const style = `
.upkeep-chart { --page: #ffffff; --ink: #172033; --soft: #5a6779; --line: #8fa0b5; --card: #ffffff;
  --edge: #cfd8e3; --open: #f2f6fd; --open-edge: #c4d5f2; --open-ink: #2457b3; --completed: #fff7e8;
  --completed-edge: #efd6a4; --completed-ink: #96590a; --closed: #f3f4f6; --closed-edge: #d5d9df;
  --closed-ink: #4d5866; --own: #faf2ff; --own-edge: #9a4fd1; --own-ink: #7a2fb3; --chip: #e9eff8;
  color: var(--ink); font-family: Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
@media (prefers-color-scheme: dark) {
  .upkeep-chart { --page: #0f141b; --ink: #e8edf4; --soft: #9dabbd; --line: #6f8096; --card: #182029;
    --edge: #36434f; --open: #121c2b; --open-edge: #2b4266; --open-ink: #8db6ff; --completed: #221a0e;
    --completed-edge: #5c4419; --completed-ink: #f0bd6a; --closed: #161b21; --closed-edge: #343d48;
    --closed-ink: #aab5c3; --own: #241733; --own-edge: #b57bea; --own-ink: #d0a4fa; --chip: #26323f; }
}
.upkeep-chart text { fill: var(--ink); }
.upkeep-chart .page { fill: var(--page); }
.upkeep-chart .title { font-size: ${sizes.title}px; font-weight: 650; }
.upkeep-chart .note { font-size: ${sizes.note}px; fill: var(--soft); }
.upkeep-chart .turn { font-size: ${sizes.turn}px; }
.upkeep-chart .head { font-size: ${sizes.head}px; font-weight: 650; letter-spacing: .02em; }
.upkeep-chart .open { fill: var(--open); stroke: var(--open-edge); }
.upkeep-chart .completed { fill: var(--completed); stroke: var(--completed-edge); }
.upkeep-chart .closed { fill: var(--closed); stroke: var(--closed-edge); }
.upkeep-chart text.open { fill: var(--open-ink); stroke: none; }
.upkeep-chart text.completed { fill: var(--completed-ink); stroke: none; }
.upkeep-chart text.closed { fill: var(--closed-ink); stroke: none; }
.upkeep-chart .card { fill: var(--card); stroke: var(--edge); stroke-width: 1.25; }
.upkeep-chart .card.own { fill: var(--own); stroke: var(--own-edge); stroke-width: 2; }
.upkeep-chart .rule { stroke: var(--edge); stroke-width: 1; }
.upkeep-chart .name { font-size: ${sizes.name}px; font-weight: 600; }
.upkeep-chart .number { font-size: 11px; font-weight: 650; text-anchor: middle; fill: var(--soft); }
.upkeep-chart .badge { fill: var(--chip); }
.upkeep-chart .own-badge { fill: var(--own-edge); }
.upkeep-chart .own-number { fill: var(--page); }
.upkeep-chart .entry { font-size: ${sizes.entry}px; fill: var(--soft); }
.upkeep-chart .own-entry { font-size: ${sizes.entry}px; fill: var(--own-ink); }
.upkeep-chart .chip { fill: var(--chip); }
.upkeep-chart .chip.early { fill: none; stroke: var(--line); stroke-dasharray: 3 2.5; }
.upkeep-chart .chip-text { font-size: 11px; font-weight: 600; text-anchor: middle; fill: var(--ink); }
.upkeep-chart .arrow { fill: none; stroke: var(--line); stroke-width: 1.6; stroke-linejoin: round; }
.upkeep-chart .arrow.own { stroke: var(--own-edge); stroke-width: 2; }
.upkeep-chart .tip { fill: var(--line); }
.upkeep-chart .tip.own { fill: var(--own-edge); }
.upkeep-chart .label { font-size: ${sizes.label}px; text-anchor: middle; }
.upkeep-chart .label.own { fill: var(--own-ink); font-weight: 600; }
.upkeep-chart .behind { stroke: none; }
.upkeep-chart .behind.open { fill: var(--open); }
.upkeep-chart .behind.page { fill: var(--page); }
.upkeep-chart .apart { stroke: var(--open-edge); stroke-width: 1.5; stroke-dasharray: 6 5; }
`
