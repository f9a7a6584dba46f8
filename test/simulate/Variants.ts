// Desks that are known to be bad, each in one way: what the checker must find.
import { type Feed, TicketStore } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import type { Ports } from "../chaos/Wrapped.ts"
import type { Caller, Gate } from "./Gate.ts"
import type { Place } from "./Host.ts"

/** What a variant may use. */
export interface Means {
  readonly gate: Gate
  /** Gives a letter to the channel. */
  readonly give: (id: string) => void
  /** Does something when everything of this instant is over. */
  readonly later: (task: () => void) => void
}

/** A desk as it is, or one that is bad. */
export type Variant = (means: Means) => Pick<Place, "variant" | "give">

/** The desk as it is. */
export const good: Variant = ({ give }) => ({ variant: () => ({}), give: (_, id) => give(id) })

const bad =
  (change: (ports: Ports, means: Means, caller: Caller) => Partial<Ports>): Variant =>
  (means) => ({ ...good(means), variant: (ports, caller) => change(ports, means, caller) })

type Commits = ReadonlyArray<TicketStore.Commit>
type Stored = TicketStore.TicketStoreService["commit"]

/** Commits that were refused are stored all the same, as `anew` makes them. */
const insisting =
  (
    commit: Stored,
    anew: (
      commit: TicketStore.Commit,
      refused: TicketStore.CommitRefused,
    ) => TicketStore.Commit | undefined,
  ): Stored =>
  (tenant, commits: Commits) =>
    Effect.flatMap(commit(tenant, commits), (results) =>
      Effect.forEach(results, (result, index) => {
        const [given] = commits.slice(index)
        const again =
          given === undefined || Result.isSuccess(result) ? undefined : anew(given, result.failure)
        if (again === undefined) return Effect.succeed(result)
        return Effect.map(commit(tenant, [again]), ([second]) => second ?? result)
      }),
    )

let repeats = 0

/** No command id: whatever is sent again is done again. */
const noCommandId = bad(({ tickets }) => ({
  tickets: {
    ...tickets,
    command: () => Effect.succeed(undefined),
    look: (tenant, look) =>
      Effect.map(tickets.look(tenant, { ...look, commands: [] }), ({ tickets }) => ({
        tickets,
        commands: look.commands.map(() => undefined),
      })),
    commit: (tenant, commits) =>
      tickets.commit(
        tenant,
        commits.map((each) => {
          repeats += 1
          return { ...each, command: { ...each.command, id: `${each.command.id}#${repeats}` } }
        }),
      ),
  },
}))

/** No version check: the last one to write wins. */
const noVersionCheck = bad(({ tickets }) => ({
  tickets: {
    ...tickets,
    commit: insisting(tickets.commit, (commit, refused) =>
      refused._tag === "VersionConflict" && refused.version > 0
        ? movedTo(commit, refused.version)
        : undefined,
    ),
  },
}))

const movedTo = (commit: TicketStore.Commit, version: number): TicketStore.Commit => {
  const by = version - commit.expectedVersion
  const id = (number: number) => `${commit.ticketId}.${number}`
  return {
    ...commit,
    expectedVersion: version,
    row: { ...commit.row, version: commit.row.version + by },
    events: commit.events.map((event) => ({
      ...event,
      number: event.number + by,
      id: id(event.number + by),
    })),
    contents: [],
    deliveries: [],
  }
}

/** Send before commit: what is decided is told, stored or not. */
const sendBeforeCommit = bad(({ tickets }, { give }) => ({
  tickets: {
    ...tickets,
    commit: (tenant, commits) =>
      Effect.suspend(() => {
        for (const { deliveries } of commits) for (const { id } of deliveries) give(id)
        return tickets.commit(tenant, commits)
      }),
  },
}))

/** Mark before send: a letter counts as delivered before the channel has it. */
const markBeforeSend: Variant = (means) => ({
  ...good(means),
  give: (host, id) => means.later(() => (host.isGone() ? undefined : means.give(id))),
})

/** No fence: who lost the lease writes all the same. */
const noFence = bad(({ tickets }) => ({
  tickets: {
    ...tickets,
    commit: insisting(tickets.commit, (commit, refused) =>
      refused._tag === "LeaseLost" ? { ...commit, settlements: [] } : undefined,
    ),
  },
}))

/** `position > last`: places in the feed are given as commits begin, and read as they end. */
const positionAfterLast: Variant = (means) => {
  const visible: Array<{ readonly position: number; readonly event: TicketStore.EventRow }> = []
  let last = 0
  return bad(({ tickets }, { gate }, caller) => ({
    tickets: {
      ...tickets,
      commit: (tenant, commits) =>
        Effect.gen(function* () {
          const places = commits.map((commit) => {
            last += 1
            return { position: last, events: commit.events }
          })
          yield* gate.pause(caller)
          const results = yield* tickets.commit(tenant, commits)
          for (const [index, result] of results.entries())
            if (Result.isSuccess(result))
              for (const event of places[index]?.events ?? [])
                visible.push({ position: places[index]?.position ?? 0, event })
          return results
        }),
    },
    feed: { tenants: () => Effect.succeed([]), read: readAfter(visible) },
  }))(means)
}

const readAfter =
  (visible: ReadonlyArray<{ readonly position: number; readonly event: TicketStore.EventRow }>) =>
  (_: string, { after }: Feed.FeedPage): Effect.Effect<Feed.FeedRead> => {
    const from = Number(after ?? 0)
    const found = visible
      .filter(({ position }) => position > from)
      .toSorted((a, b) => a.position - b.position)
    const events = found.map(({ event }) => event)
    return Effect.succeed({ events, cursor: String(found.at(-1)?.position ?? from) })
  }

/** A desk that is known to be bad. */
export interface Known {
  readonly variant: Variant
  /** The promise that it breaks. */
  readonly breaks: string
  /** Words of the finding. */
  readonly says: string
}

/** The six, by their names among the promises. */
export const known: { readonly [name: string]: Known } = {
  "no command id": { variant: noCommandId, breaks: "P2", says: "expected one effect" },
  "no version check": { variant: noVersionCheck, breaks: "P4", says: "without gaps" },
  "send before commit": { variant: sendBeforeCommit, breaks: "P6", says: "given before it" },
  "mark before send": { variant: markBeforeSend, breaks: "P6", says: "never given" },
  "no fence": { variant: noFence, breaks: "P10", says: "expected one record" },
  "position > last": { variant: positionAfterLast, breaks: "P4", says: "follower 0" },
}
