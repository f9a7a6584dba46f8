// What an explanation says, as plain JSON. Times are epoch milliseconds, lengths milliseconds.
import type * as WorkingTime from "../../calendar/WorkingTime.ts"
import type { Actor } from "../../ticket/Command.ts"
import type { EventType } from "../../ticket/Event.ts"
import type { Mode } from "../Policy.ts"
import type { ByHand } from "../run.ts"
import type { Target } from "../Target.ts"

/** The event that brought something about; of who gave it the kind alone. */
export interface Cause {
  readonly number: number
  readonly type: EventType
  /** When it was recorded. */
  readonly at: number
  /** When it happened. */
  readonly effectiveAt: number
  readonly actor: Actor["kind"]
}

/**
 * Why a stretch counts or does not. `working` and `closed` say it by the calendar; `elapsed` is any
 * time of a clock that counts all of it; `paused` names the state in which the clock stands, and
 * the event that led there, or for null the event that holds it; `finished` is what lies between
 * its end and the event that undid this end: neither running nor paused.
 */
export type Why =
  | { readonly kind: "working" | "closed"; readonly because: WorkingTime.Because }
  | { readonly kind: "elapsed" }
  | { readonly kind: "paused"; readonly by: Cause; readonly in: string | null }
  | { readonly kind: "finished"; readonly by: Cause }

/** A part of the time since a clock began: half-open, of one reason. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly counted: boolean
  readonly millis: number
  readonly why: Why
}

/** What a clock is measured by, and when it is due by that. */
export interface Measure {
  /** Null where nothing is owed. */
  readonly target: Target | null
  /** `id@version`, as the calendar's. */
  readonly policy: string
  readonly calendar: string
  readonly dueAt: number | null
}

/**
 * Something that might have changed a clock while it ran; `mode` is what it came to. After
 * `fromStart` all of its time is measured by what came after; `keep` changed nothing; `fromNow`
 * ended this run and began the next, whose measure `after` is. `byHand`: the deadline that a person
 * set; `zoneData`: one that people were told fell elsewhere.
 */
export type Change = { readonly by: Cause; readonly before: Measure; readonly after: Measure } & (
  | {
      readonly kind: "priority" | "line" | "requestType" | "customer" | "contract" | "policy"
      readonly mode: Mode
      readonly from: string | null
      readonly to: string | null
    }
  /** The request reached us at another instant than was written down. */
  | { readonly kind: "registration"; readonly from: number; readonly to: number }
  | { readonly kind: "byHand"; readonly dueAt: number }
  | {
      readonly kind: "zoneData"
      readonly from: number
      readonly to: number
      readonly zoneData: string
    }
)

/** A local date (`YYYY-MM-DD`) since the clock began, where its target counts dates or months. */
export interface CountedDate {
  readonly date: string
  readonly counted: boolean
  /** What the calendar says of it, where the target counts working days. */
  readonly because: WorkingTime.Because | null
}

/** Why a run of a clock stands as it does. */
export interface Explanation {
  readonly clock: string
  readonly instance: number
  readonly status: "running" | "paused" | "met" | "breached" | "elapsed" | "cancelled"
  /** Until when it is told: now, or the instant that was asked for. */
  readonly asOf: number
  readonly target: Target
  /** Null where the target counts dates or months. */
  readonly targetMillis: number | null
  /** The deadline that was set by hand, which then holds in the target's place. */
  readonly byHand: ByHand | null
  readonly startedAt: number
  readonly startedBy: Cause
  /** When it reaches its target, or did; null while it is paused and where it ended before. */
  readonly dueAt: number | null
  /** Of a run that was cancelled too, where it breached before. */
  readonly breachedAt: number | null
  readonly endedAt: number | null
  readonly endedBy: Cause | null
  /** The sum of all that counts, to the millisecond. */
  readonly spentMillis: number
  /** What it is measured by: `id@version`, and the release of the zone data. */
  readonly versions: {
    readonly process: string
    readonly policy: string
    readonly calendar: string
    readonly zoneData: string
  }
  /** That of the calendar. */
  readonly timeZone: string
  /** All the time since its start, without a gap, to its end or to `asOf`. */
  readonly stretches: ReadonlyArray<Stretch>
  /** Whether stretches or dates beyond `stretchesAtMost` are left out. */
  readonly truncated: boolean
  readonly dates: ReadonlyArray<CountedDate>
  readonly changes: ReadonlyArray<Change>
}
