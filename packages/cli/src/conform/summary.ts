// What a log comes to, as lines for a terminal.
import type { Conformance, Process } from "@upkeep/core"
import {
  counted,
  deviationsOf,
  figure,
  hours,
  kindWords,
  originOf,
  percent,
  placesOf,
} from "./words.ts"

/** The most pairs that are listed of a kind. */
const pairsShown = 8

/** The lines of a summary. */
export const summaryOf = (
  process: Process.Process,
  found: Conformance.Conformity,
): ReadonlyArray<string> => {
  const { cases, events, accepted, acceptedShare, fitness, reopenedShare, pingPong } = found
  return [
    `${counted(cases, "case")}, ${counted(events, "event")}, by ${process.ref}`,
    `  accepted   ${percent(acceptedShare)} of the cases (${figure(accepted)})`,
    `  fitness    ${percent(fitness)} of the events`,
    `  reopened   ${percent(reopenedShare)} of the cases`,
    `  ping-pong  ${percent(pingPong.cases / cases)} of the cases (${counted(pingPong.count, "time")})`,
    ...deviationsOf(found).flatMap(([kind, deviation]) => deviationLines(kind, deviation)),
    ...timeLines(process, found),
  ]
}

const deviationLines = (
  kind: Conformance.Kind,
  { cases, events, examples, pairs }: Conformance.Deviation,
): ReadonlyArray<string> => {
  const more = pairs.length - pairsShown
  return [
    "",
    `${kind}: ${kindWords[kind]}`,
    `  ${counted(cases, "case")}, ${counted(events, "event")}; such as ${examples.join(", ")}`,
    ...pairs.slice(0, pairsShown).map((pair) => {
      const state = pair.state === null ? "other states" : JSON.stringify(pair.state)
      return `  ${figure(pair.events).padStart(9)} × ${originOf(pair)} → ${state}`
    }),
    ...(more > 0 ? [`  and ${counted(more, "more pair")}: see --json`] : []),
  ]
}

const timeLines = (
  process: Process.Process,
  found: Conformance.Conformity,
): ReadonlyArray<string> => {
  const places = placesOf(process, found)
  const wide = Math.max(...places.map(([place]) => place.length), 0)
  const line = (place: string, cells: ReadonlyArray<string>) =>
    `  ${place.padEnd(wide)}${cells.map((cell) => cell.padStart(14)).join("")}`
  return [
    "",
    "Hours in each state",
    line("", ["stays", "sum", "median", "nine of ten"]),
    ...places.map(([place, { stays, sumHours, medianHours, p90Hours }]) =>
      line(place, [figure(stays), hours(sumHours), hours(medianHours), hours(p90Hours)]),
    ),
  ]
}
