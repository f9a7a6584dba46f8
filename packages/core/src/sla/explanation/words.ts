// Which words an explanation needs: a language that lacks one does not compile.
import type { Because } from "../../calendar/WorkingTime.ts"
import type { Actor } from "../../ticket/Command.ts"
import type { EventType } from "../../ticket/Event.ts"
import type { Mode } from "../Policy.ts"
import type { Change, Explanation } from "./explained.ts"

/** The words of a language. */
export interface Words {
  readonly status: { readonly [status in Explanation["status"]]: string }
  readonly events: { readonly [type in EventType]: string }
  readonly actors: { readonly [kind in Actor["kind"]]: string }
  readonly because: { readonly [kind in Because["kind"]]: string }
  /** Why a clock stands, by the state; a state that is not here is shown by its id. */
  readonly standing: { readonly [state: string]: string }
  readonly targets: { readonly [kind in TargetKind]: string }
  readonly changes: { readonly [kind in Change["kind"]]: string }
  readonly modes: { readonly [mode in Mode]: string }
  /** Monday first. */
  readonly weekdays: readonly [string, string, string, string, string, string, string]
  readonly units: { readonly [unit in "hours" | "minutes" | "seconds"]: string }
  /** What stands at the beginning of a line. */
  readonly heads: { readonly [head in Head]: string }
  readonly phrases: { readonly [phrase in Phrase]: string }
}

export type TargetKind =
  | "workingMinutes"
  | "elapsedMinutes"
  | "workingDays"
  | "calendarDays"
  | "calendarMonths"
  | "businessDays"

export type Head =
  | "target"
  | "started"
  | "due"
  | "breached"
  | "ended"
  | "asOf"
  | "measured"
  | "spent"
  | "changes"
  | "dates"
  | "stretches"
  | "before"
  | "after"

export type Phrase =
  | "event"
  | "recorded"
  | "elapsed"
  | "paused"
  | "held"
  | "finished"
  | "byHand"
  | "notWhilePaused"
  | "never"
  | "none"
  | "of"
  | "countedStretches"
  | "truncated"
  | "process"
  | "policy"
  | "calendar"
  | "zoneData"
  | "due"
