// What an operator should know of the desks on a store: what stands still, waits for a decision, or
// is not backed up.
import { Effect } from "effect"
import { feedLimit } from "../../port/Feed.ts"
import type { StorageAdapter } from "../../port/StorageAdapter.ts"
import type { Finding } from "../../port/StorageAdmin.ts"
import type { StoreError } from "../../port/StoreError.ts"
import { claimLimit, type Served } from "../../port/WorkQueue.ts"
import { type Ports, portsOf } from "../ports.ts"
import * as records from "../records.ts"
import { unfinishedRestore } from "../restored.ts"

const hourMillis = 3_600_000

/** How old the last backup may be by default, in milliseconds: a day. */
export const backupMillis = 24 * hourMillis
/** How long an intake may not have been read, in milliseconds: an hour. */
export const stillMillis = hourMillis
/** By how much the clocks of host and store may differ, in milliseconds, see P9. */
export const skewMillis = { warning: 2_000, error: 60_000 } as const

/** What is examined. */
export interface Examination {
  /** Default: all tenants of the store. */
  readonly tenants?: Served
  /** How old the last backup may be, in milliseconds; a day by default. */
  readonly backupMillis?: number
}

/**
 * Looks at the desks on a store, and says everything, what is fine too: `clock-skew`,
 * `half-restored`, `sending-paused`, `work-parked`, `intake-still`, `backup-old`. Changes nothing.
 * Rejects with `StoreError`.
 *
 * @example
 * const storage = memory()
 * const desk = await createDesk({ storage })
 * const findings = await examineDesks(storage)
 * findings.filter(({ level }) => level !== "fine").map(({ code }) => code) // => ["backup-old"]
 */
export const examineDesks = async (
  storage: StorageAdapter,
  { tenants = "all", backupMillis: oldest = backupMillis }: Examination = {},
): Promise<ReadonlyArray<Finding>> => {
  await using ports = await portsOf(storage)
  const now = await ports.run(ports.now)
  const findings = [...(await ports.run(skew(ports)))]
  for await (const tenant of tenantsOf(ports, tenants))
    for (const look of looks) findings.push(await ports.run(look(ports, { tenant, now, oldest })))
  return findings
}

interface Place {
  readonly tenant: string
  readonly now: number
  readonly oldest: number
}

type Look = (ports: Ports, place: Place) => Effect.Effect<Finding, StoreError>

async function* tenantsOf(ports: Ports, tenants: Served): AsyncGenerator<string, undefined> {
  if (tenants !== "all") return yield* tenants
  let after: string | null = null
  do {
    const page: ReadonlyArray<string> = await ports.run(
      ports.feed.tenants({ after, limit: feedLimit }),
    )
    yield* page
    after = page.length < feedLimit ? null : (page.at(-1) ?? null)
  } while (after !== null)
}

// A store without a clock of its own has none to differ from.
const skew = Effect.fnUntraced(function* ({ queue, now }: Ports) {
  const before = yield* now
  const theirs = yield* queue.now
  const after = yield* now
  if (theirs === null) return []
  // It was read between the two: only what lies outside of them is a difference.
  const millis = Math.max(before - theirs, theirs - after, 0)
  const message = `got ${millis} ms between this host's clock and the store's`
  if (millis <= skewMillis.warning) return [fine("clock-skew", message)]
  const level = millis <= skewMillis.error ? ("warning" as const) : ("error" as const)
  const expected = `expected at most ${skewMillis.warning}`
  const advice = "let both take their time from one source (NTP)"
  return [{ code: "clock-skew", level, message: `${message}, ${expected}`, advice }]
})

const restored: Look = ({ registry }, { tenant }) =>
  Effect.map(unfinishedRestore({ registry, tenant }), (run) => {
    if (run === undefined) return fine("half-restored", `no part of a backup${at(tenant)}`)
    const began = `got a restore that began at ${text(run.at)} and did not end`
    return {
      code: "half-restored",
      level: "error",
      message: `${began}, expected all of its backup${at(tenant)}`,
      advice: "wait for its end, or delete this store and restore into a new one",
    }
  })

const sending: Look = ({ queue }, { tenant }) =>
  Effect.map(queue.sending(tenant), ({ pausedAt, reason }) => {
    if (pausedAt === null) return fine("sending-paused", `notifications are sent${at(tenant)}`)
    return warning("sending-paused", {
      message: `got no notification sent since ${text(pausedAt)} (${reason}), expected them to go out${at(tenant)}`,
      advice: "look at `upkeep sending show`, then `upkeep sending release`",
    })
  })

const parked: Look = Effect.fnUntraced(function* ({ queue }, { tenant }) {
  const page = { limit: claimLimit }
  const tickets = yield* queue.parked(tenant, "ticket", page)
  const deliveries = yield* queue.parked(tenant, "delivery", page)
  if (tickets.length + deliveries.length === 0)
    return fine("work-parked", `nothing is parked${at(tenant)}`)
  const got = `${counted(tickets.length)} tickets and ${counted(deliveries.length)} notifications`
  return warning("work-parked", {
    message: `got ${got} that are tried no more, expected none${at(tenant)}`,
    advice: "look at `upkeep parked show`, mend the cause, then `upkeep parked release ID`",
  })
})

const intakes: Look = ({ inbound }, { tenant, now }) =>
  Effect.map(inbound.watermarks(tenant), (marks) => {
    const still = marks.filter(({ readUntil }) => now - readUntil > stillMillis)
    if (still.length === 0) return fine("intake-still", `every intake was read${at(tenant)}`)
    const named = still.map(({ intake, readUntil }) => `${intake} up to ${text(readUntil)}`)
    return warning("intake-still", {
      message: `got ${named.join(", ")}, expected them read within the last hour${at(tenant)}`,
      advice: "silence closes no ticket until they are: start them, or retire those that are gone",
    })
  })

const backedUp: Look = ({ registry }, { tenant, now, oldest }) =>
  Effect.map(records.latest({ registry, tenant }, records.backupRuns), (last) => {
    const expected = `expected one within ${Math.round(oldest / hourMillis)} h${at(tenant)}`
    if (last !== undefined && now - last.madeAt <= oldest)
      return fine("backup-old", `the last backup is of ${text(last.madeAt)}${at(tenant)}`)
    const got = last === undefined ? "no backup" : `the last backup of ${text(last.madeAt)}`
    return warning("backup-old", {
      message: `got ${got}, ${expected}`,
      advice: "`upkeep backup FILE`",
    })
  })

const looks: ReadonlyArray<Look> = [restored, sending, parked, intakes, backedUp]

const fine = (code: string, message: string): Finding => ({
  code,
  level: "fine",
  message,
  advice: "",
})

const warning = (code: string, said: Pick<Finding, "message" | "advice">): Finding => ({
  code,
  level: "warning",
  ...said,
})

const at = (tenant: string): string => `, at tenant ${tenant}`

const text = (instant: number): string => new Date(instant).toISOString()

const counted = (count: number): string => (count < claimLimit ? `${count}` : `${count} or more`)
