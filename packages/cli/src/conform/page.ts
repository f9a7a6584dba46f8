// What a log comes to, as a page.
import type { Conformance, Process } from "@upkeep/core"
import type * as Page from "../report/Page.ts"
import {
  counted,
  deviationsOf,
  figure,
  hours,
  kindWords,
  percent,
  placesOf,
  placeWord,
} from "./words.ts"

/** The page of a log. */
export const pageOf = (
  process: Process.Process,
  log: string,
  found: Conformance.Conformity,
): Page.Document => {
  const { cases, events, passedOver, acceptedShare, fitness, reopenedShare, pingPong } = found
  const toAndFro = `${percent(pingPong.cases / cases)} of the cases, ${counted(pingPong.count, "time")}`
  return {
    language: "en",
    title: `Conformance of ${log}`,
    facts: [
      ["Process", process.ref],
      ["Cases", figure(cases)],
      ["Events", figure(events) + (passedOver === 0 ? "" : `, ${figure(passedOver)} passed over`)],
      ["Cases accepted", `${percent(acceptedShare)} (${figure(found.accepted)})`],
      ["Events accepted", percent(fitness)],
      ["Reopened", `${percent(reopenedShare)} of the cases`],
      ["Handed over and back", toAndFro],
    ],
    blocks: [
      { kind: "heading", text: "What the chart accepts" },
      acceptedChart(found),
      ...deviationBlocks(process, found),
      ...timeBlocks(process, found),
    ],
  }
}

const acceptedChart = ({ cases, events, accepted, fitness }: Conformance.Conformity) => {
  const fit = Math.round(events * fitness)
  return {
    kind: "chart",
    chart: {
      form: "shares",
      title: "What the chart accepts",
      series: [
        { name: "accepted", tone: "first" },
        { name: "deviating", tone: "second" },
      ],
      groups: [
        { label: "Cases", values: [accepted, cases - accepted] },
        { label: "Events", values: [fit, events - fit] },
      ],
    },
  } as const satisfies Page.Block
}

const deviationBlocks = (
  process: Process.Process,
  found: Conformance.Conformity,
): ReadonlyArray<Page.Block> => {
  const deviations = deviationsOf(found)
  const heading: Page.Block = { kind: "heading", text: "Deviations" }
  if (deviations.length === 0)
    return [heading, { kind: "text", text: "None: the chart leads wherever this log went." }]
  return [heading, kindTable(deviations), pairTable(process, deviations)]
}

type Deviations = ReturnType<typeof deviationsOf>

const kindTable = (deviations: Deviations): Page.Table => ({
  kind: "table",
  title: "Deviations",
  columns: [
    { name: "Kind" },
    { name: "What it says" },
    { name: "Cases", figures: true },
    { name: "Events", figures: true },
    { name: "Such as" },
  ],
  rows: deviations.map(([kind, { cases, events, examples }]) => [
    kind,
    kindWords[kind],
    figure(cases),
    figure(events),
    examples.join(", "),
  ]),
})

const pairTable = (process: Process.Process, deviations: Deviations): Page.Table => ({
  kind: "table",
  title: "Where they happened",
  columns: [
    { name: "Kind" },
    { name: "Where the case stood" },
    { name: "State of the log" },
    { name: "Events", figures: true },
  ],
  rows: deviations.flatMap(([kind, { pairs }]) =>
    pairs.map(({ from, state, events }) => [
      kind,
      from === null ? "elsewhere" : placeWord(process, from),
      state ?? "other states",
      figure(events),
    ]),
  ),
})

const turns = [
  { name: "ours", tone: "first" },
  { name: "the customer's", tone: "second" },
  { name: "a third party's", tone: "third" },
  { name: "answered, not closed", tone: "quiet" },
] as const

/** Whose move it was, by the place of `turns`; undefined where a case was closed. */
const turnOf = (place: string): number | undefined => {
  const [phase, , turn] = place.split(".")
  if (phase === "closed") return undefined
  if (phase === "completed") return 3
  return turn === "customers" ? 1 : turn === "thirdPartys" ? 2 : 0
}

const timeBlocks = (
  process: Process.Process,
  found: Conformance.Conformity,
): ReadonlyArray<Page.Block> => {
  const places = placesOf(process, found)
  const sums = turns.map((_, index) =>
    places.reduce(
      (sum, [place, { sumHours }]) => sum + (turnOf(place) === index ? sumHours : 0),
      0,
    ),
  )
  return [
    { kind: "heading", text: "Time in each state" },
    {
      kind: "chart",
      chart: {
        form: "shares",
        title: "Whose move it was",
        series: turns,
        groups: [{ label: "Hours until closed", values: sums.map(Math.round) }],
      },
    },
    {
      kind: "table",
      title: "Hours, from each arrival to the next move; what follows the last row is not known",
      columns: [
        { name: "State" },
        { name: "Chart" },
        ...["Stays", "Sum", "Median", "Nine of ten within"].map((name) => ({
          name,
          figures: true,
        })),
      ],
      rows: places.map(([place, { stays, sumHours, medianHours, p90Hours }]) => [
        placeWord(process, place),
        place,
        figure(stays),
        ...[sumHours, medianHours, p90Hours].map(hours),
      ]),
    },
  ]
}
