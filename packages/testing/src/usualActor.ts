// Who gives a command where nothing more is said.
import type { Actor, Command, CommandType } from "@upkeep/core"

const customer: Actor = { kind: "customer", id: "customer" }
const agent: Actor = { kind: "agent", id: "agent" }
const robot: Actor = { kind: "robot", id: "robot" }

const customers: ReadonlySet<CommandType> = new Set([
  "register",
  "receiveMessage",
  "chooseOption",
  "confirm",
  "dispute",
  "withdraw",
])
const robots: ReadonlySet<CommandType> = new Set(["noteMerge", "recordDelivery", "wake"])

/** The customer for what customers say, the machine for what only machines say, else an agent. */
export const usualActor = ({ type }: Pick<Command, "type">): Actor => {
  if (customers.has(type)) return customer
  return robots.has(type) ? robot : agent
}
