// What a ticket has to do with others, with people, and with a later day.
import { Schema } from "effect"
import { LinkKind } from "../Command.ts"
import { fact, nullable } from "./parts.ts"

const link = { ticket: Schema.String, as: LinkKind }

export const linking = [
  fact("Merged", { into: Schema.String }),
  /** `to` is the state of the work to which it comes back. */
  fact("Unmerged", { to: Schema.String }),
  fact("MergeNoted", { ticket: Schema.String, merged: Schema.Boolean }),
  fact("Linked", link),
  fact("Unlinked", link),
  fact("Snoozed", { until: Schema.Int }),
  /** Null where somebody ended it before its time. */
  fact("SnoozeEnded", { dueAt: nullable(Schema.Int) }),
  fact("Watched", { watcher: Schema.String }),
  fact("Unwatched", { watcher: Schema.String }),
] as const
