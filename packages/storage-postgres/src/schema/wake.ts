// What a commit makes of its ticket's row in the queue.
//
// The fence grows: whoever held the ticket has lost it. Where nobody claimed it since the last
// commit and it is due as before, nothing is written; a claim locks the ticket, so it comes before
// the commit or after it. The row goes with an event after which nothing is due any more. Where it
// comes back the version has grown, and no fence comes twice.

/** How many fences there are between two versions of a ticket, of which each claim takes one. */
export const fencesOfVersion = 1_048_576

/** No ticket has so many versions: above it a fence would be no number that is kept exactly. */
const versionsAtMost = 4_294_967_296

/** The fence of a row that is new at this version. */
export const fenceOf = (version: string): string =>
  `least(${version}, ${versionsAtMost}) * ${fencesOfVersion}`

/** The columns of `wake` after a commit. */
export const wokenAt = (due: string, fence: string): string =>
  `due_at = ${due}, wake_at = ${due}, fence = greatest(w.fence + 1, ${fence}), attempts = 0, parked_reason = NULL`

/** Whether a row `w` of the queue is to be written, of a ticket that is due then. */
export const isToWake = (due: string): string =>
  `(w.due_at IS DISTINCT FROM ${due} OR w.wake_at IS DISTINCT FROM ${due} OR w.attempts > 0)`
