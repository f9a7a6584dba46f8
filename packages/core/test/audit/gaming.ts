// A desk on which somebody works with one eye on the clock; and what an audit of it finds.
import { type AuditQuestion, type Desk, standard } from "@upkeep/core"
import { agent, customer, march, openDesk, request } from "../desk/setUp.ts"

export { customer, march, robot } from "../desk/setUp.ts"

type Given = Parameters<Desk["submit"]>[0]
type Policy = typeof standard.policy

/**
 * A first response within four hours, a resolution within sixteen where it is urgent and within
 * thirty-two where it is not: all of working time, Monday to Friday, 09:00 to 18:00.
 */
export const policy: Policy = {
  ...standard.policy,
  id: "gamed",
  clocks: standard.policy.clocks.map((rule) => {
    if (rule.id === "firstResponse") return { ...rule, target: { workingMinutes: 240 } }
    if (rule.id !== "resolution") return rule
    const urgent = { when: { priority: "high" }, target: { workingMinutes: 960 } }
    return { ...rule, targets: [urgent], target: { workingMinutes: 1_920 } }
  }),
}

const priorities = ["high", "low"].map((id) => ({ id, labels: { en: id, ru: id } }))
/** A process with that policy, whose receipts people acknowledge. */
export const profile = { ...standard, id: "gamed", priorities, acknowledgeByMachine: false, policy }

/** When, what, by whom, and when it happened where that was earlier. */
export type Act = readonly [
  at: number,
  command: Given["command"],
  more?: { readonly by?: Given["actor"]; readonly effectiveAt?: number },
]

const registeredAt = march(2, 9)

/** What of a desk is otherwise than usual: its process, and when the request was written down. */
export interface Otherwise {
  readonly over?: object
  readonly writtenAt?: number
}

/** A desk with an urgent request of Monday the 2nd, 09:00, and what was done to it. */
export const gamed = async (
  acts: ReadonlyArray<Act>,
  { over = {}, writtenAt = registeredAt }: Otherwise = {},
) => {
  const own = await openDesk({ process: { ...profile, ...over } })
  own.clock.at = writtenAt
  const asked = { ...request, priority: "high" }
  const { ticketId } = await own.desk.submit({
    actor: customer,
    command: asked,
    effectiveAt: registeredAt,
  })
  for (const [at, command, { by: actor = agent, ...happened } = {}] of acts) {
    own.clock.at = at
    await own.desk.work()
    await own.desk.submit({ ticketId, actor, command, ...happened })
  }
  return own
}

/** What an audit finds on such a desk: rule by rule, with what it took off which clock. */
export const foundAfter = async (
  acts: ReadonlyArray<Act>,
  { until, over, writtenAt, ...question }: AuditQuestion & Otherwise & { until?: number } = {},
) => {
  await using own = await gamed(acts, {
    ...(over && { over }),
    ...(writtenAt !== undefined && { writtenAt }),
  })
  own.clock.at = until ?? own.clock.at
  return (await own.desk.audit(question)).findings
}

/** The findings of one rule as `resolution stood 235`, in minutes. */
export const told = (findings: Awaited<ReturnType<typeof foundAfter>>) =>
  findings.map(({ rule, clocks }) => [
    rule,
    ...clocks.map(({ clock, how, millis }) => `${clock} ${how} ${millis / 60_000}`),
  ])
