// What clients were told about their commands, held against the journals.
import type { Receipt } from "@upkeep/core"
import type { Recorded } from "../../../packages/core/src/ticket/Event.ts"
import type { Answer, Attempt, Check, Evidence, Finding } from "../Evidence.ts"

/** Every accepted command is stored as its receipt says, under its id (P1, P2). */
export const accepted: Check = (evidence) => {
  const journals = new Map(evidence.tickets.map(({ row, journal }) => [row.ticketId, journal]))
  return evidence.attempts.flatMap(({ commandId, answer }) => {
    if (answer.kind !== "accepted") return []
    const { receipt } = answer
    const there = (journals.get(receipt.ticketId) ?? []).filter(
      (each) => each.commandId === commandId && isIn(receipt, each),
    )
    const types = there.map(({ event }) => event.type)
    const lost =
      types.join() === receipt.events.join()
        ? []
        : [finding("P1", "lost", `accepted command ${commandId}`, told(receipt), said(there))]
    return [...lost, ...keptOf(evidence, receipt)]
  })
}

/** No command takes effect twice, and a repeat gets the first receipt (P2). */
export const once: Check = (evidence) => {
  const twice = [...effectsOf(evidence)].flatMap(([commandId, effects]) =>
    effects.length === 1
      ? []
      : [finding("P2", "doubled", `command ${commandId}`, "one effect", effects.map(place).join())],
  )
  const receipts = Map.groupBy(evidence.attempts, ({ commandId }) => commandId)
  const unlike = [...receipts].flatMap(([commandId, attempts]) => {
    const said = new Set(attempts.flatMap(({ answer }) => receiptsIn(answer)))
    return said.size < 2
      ? []
      : [finding("P2", "doubled", `command ${commandId}`, "one receipt", [...said].join())]
  })
  return [...twice, ...unlike, ...longer(evidence)]
}

/** Whoever was told that nothing happened was told the truth, and everybody was told (P11). */
export const honest: Check = (evidence) => {
  const effects = effectsOf(evidence)
  const attempts = Map.groupBy(evidence.attempts, ({ commandId }) => commandId)
  return [...attempts].flatMap(([commandId, all]) => {
    if (!all.some(({ answer }) => isAnswer(answer)))
      return [finding("P11", "wrong", `command ${commandId}`, "an answer in the end", "none")]
    const at = effects.get(commandId)?.[0]?.events[0]?.at
    if (at === undefined || evidence.skewMillis === Infinity) return []
    // Whoever says that it failed speaks of what was stored before anyone else could have done it.
    const open = all.filter(({ answer: { kind } }) => kind === "accepted" || kind === "unknown")
    const since = Math.min(...open.map(({ askedAt }) => askedAt))
    return at + evidence.skewMillis < since
      ? [finding("P11", "wrong", `command ${commandId}`, "no failure of what is stored", said(all))]
      : []
  })
}

/** One run of events of a command in a journal. */
interface Effect {
  readonly ticketId: string
  readonly events: ReadonlyArray<Recorded>
}

const effectsOf = ({ tickets }: Evidence): ReadonlyMap<string, ReadonlyArray<Effect>> => {
  const runs = new Map<string, Array<Effect>>()
  for (const { row, journal } of tickets) {
    let start = 0
    for (const [index, { commandId }] of journal.entries()) {
      if (journal[index + 1]?.commandId === commandId) continue
      const events = journal.slice(start, index + 1)
      start = index + 1
      const before = runs.get(commandId)
      if (before === undefined) runs.set(commandId, [{ ticketId: row.ticketId, events }])
      else before.push({ ticketId: row.ticketId, events })
    }
  }
  return runs
}

/** Whether an event is one of those that a receipt names, by its place in the ticket. */
const isIn = ({ version, events }: Receipt, { number }: Recorded): boolean =>
  number <= version && number > version - events.length

// Beside what its receipt names a command brings with it only what was due before.
const longer = (evidence: Evidence): ReadonlyArray<Finding> => {
  const effects = effectsOf(evidence)
  return evidence.attempts.flatMap(({ commandId, answer }) => {
    if (answer.kind !== "accepted") return []
    const [own, ...others] = effects.get(commandId) ?? []
    const { receipt } = answer
    const more = (own?.events ?? []).filter(
      (each) => !isIn(receipt, each) && (each.actor.kind !== "robot" || isAfter(receipt, each)),
    )
    return more.length === 0 || others.length > 0
      ? []
      : [finding("P2", "doubled", `command ${commandId}`, "one effect", said(more))]
  })
}

const isAfter = ({ version }: Receipt, { number }: Recorded): boolean => number > version

const keptOf = ({ commands }: Evidence, receipt: Receipt): ReadonlyArray<Finding> => {
  const kept = commands.get(receipt.commandId)?.result
  return kept === JSON.stringify(receipt)
    ? []
    : [finding("P2", "lost", `the receipt of ${receipt.commandId}`, told(receipt), String(kept))]
}

const receiptsIn = (answer: Answer): ReadonlyArray<string> =>
  answer.kind === "accepted" ? [JSON.stringify(answer.receipt)] : []

const isAnswer = ({ kind }: Answer): boolean => kind === "accepted" || kind === "refused"

const place = ({ ticketId, events }: Effect): string => `${ticketId}.${events[0]?.number}`

const told = ({ ticketId, version, events }: Receipt): string =>
  `${events.join()} up to ${ticketId}.${version}`

const said = (all: ReadonlyArray<Recorded | Attempt>): string =>
  all.map((each) => ("event" in each ? `${each.id} ${each.event.type}` : each.answer.kind)).join()

const finding = (
  promise: string,
  verdict: Finding["verdict"],
  what: string,
  expected: string,
  got: string,
): Finding => ({
  promise,
  verdict,
  detail: `${what}: got ${got || "nothing"}, expected ${expected}`,
})
