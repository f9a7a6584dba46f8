// One row of a log, judged: where its case stood, and where it stands now.
import type { Process } from "../process/Process.ts"
import type { LogMap } from "./logMap.ts"
import { isOpen, type Kind, kinds, type Track, trackOf } from "./track.ts"

/** A row of a log. */
export interface LogEvent {
  /** In the log's words. */
  readonly state: string
  /** Epoch milliseconds. */
  readonly at: number
  /** Which team has the case now; null where the row does not say it. */
  readonly group: string | null
  /** Its request type; only that of a case's first row counts. */
  readonly type: string | null
}

/** Where a case stands. It does not grow with the case, and is plain data. */
export interface Standing {
  readonly type: string | null
  /** The configurations in which it may stand, `|` between them. */
  readonly place: string
  /** When it came there; epoch milliseconds. */
  readonly since: number
  /** The latest time of its rows. */
  readonly at: number
  /** Who has it, and who had it before. */
  readonly group: string | null
  readonly groupBefore: string | null
  /** What was wrong with its rows, each kind once. */
  readonly deviations: ReadonlyArray<Kind>
  /** Whether work went on after it was completed or closed. */
  readonly isReopened: boolean
  /** Whether a team that had handed it over got it back. */
  readonly isReturned: boolean
}

/** A row and what it comes to. */
export interface Judged {
  readonly before: Standing | undefined
  readonly event: LogEvent
  readonly after: Standing
  readonly deviations: ReadonlyArray<Kind>
  /** Whether the map passes it over. */
  readonly isPassedOver: boolean
  /** Whether a team that had handed the case over gets it back by this row. */
  readonly isReturn: boolean
}

/** Judges a row of a case; `before` is undefined for its first one. */
export type Judge = (before: Standing | undefined, event: LogEvent) => Judged

/** Prepares the judgement of a log. */
export const judgeOf = ({ lifecycle, lifecycles }: Process, map: LogMap): Judge => {
  const own = trackOf(lifecycle, map)
  const byType = new Map([...lifecycles].map(([type, way]) => [type, trackOf(way, map)] as const))
  return (before, event) => {
    const type = before === undefined ? event.type : before.type
    return judged((type === null ? undefined : byType.get(type)) ?? own, before, event)
  }
}

const judged = (track: Track, before: Standing | undefined, event: LogEvent): Judged => {
  const standing = before ?? begun(track, event)
  const move = track.move(standing.place, event.state)
  const deviations = [
    ...(move?.deviation == null ? [] : [move.deviation]),
    ...(event.at < standing.at ? (["time-goes-back"] as const) : []),
  ]
  const at = Math.max(event.at, standing.at)
  const place = move?.to ?? standing.place
  const hands = handedTo(standing, event.group)
  const isReturn =
    hands.groupBefore !== standing.groupBefore && hands.group === standing.groupBefore
  const after: Standing = {
    ...standing,
    ...hands,
    place,
    since: place === standing.place ? standing.since : at,
    at,
    deviations: withKinds(standing.deviations, deviations),
    isReopened: standing.isReopened || isReopening(standing.place, move?.deviation ?? null, place),
    isReturned: standing.isReturned || isReturn,
  }
  return { before, event, after, deviations, isPassedOver: move === null, isReturn }
}

const begun = ({ initial }: Track, { at, type }: LogEvent): Standing => ({
  type,
  place: initial,
  since: at,
  at,
  group: null,
  groupBefore: null,
  deviations: [],
  isReopened: false,
  isReturned: false,
})

const handedTo = ({ group, groupBefore }: Standing, to: string | null) =>
  to === null || to === group ? { group, groupBefore } : { group: to, groupBefore: group }

// Where it was answered or closed once more there is no open row in between.
const isReopening = (from: string, deviation: Kind | null, to: string): boolean =>
  !isOpen(from) && (isOpen(to) || deviation === "reopened-without-marker")

const withKinds = (before: ReadonlyArray<Kind>, found: ReadonlyArray<Kind>): ReadonlyArray<Kind> =>
  found.every((kind) => before.includes(kind))
    ? before
    : kinds.filter((kind) => before.includes(kind) || found.includes(kind))
