// Who may give which command.
import type { Actor, CommandType } from "./Command.ts"

/** Who may give a command: no machine confirms, disputes, rules or answers. */
export const actorsOf: { readonly [type in CommandType]: ReadonlyArray<Actor["kind"]> } = {
  register: ["customer", "agent", "robot"],
  acknowledge: ["agent", "robot"],
  assign: ["agent", "robot"],
  requestInformation: ["agent"],
  receiveMessage: ["customer", "agent", "robot"],
  inform: ["agent"],
  diagnose: ["agent"],
  escalate: ["agent"],
  setPriority: ["agent", "robot"],
  setDeadline: ["agent"],
  applyPolicy: ["agent", "robot"],
  answer: ["agent"],
  confirm: ["customer", "agent"],
  dispute: ["customer", "agent"],
  rule: ["agent"],
  withdraw: ["customer", "agent"],
  note: ["agent", "robot"],
  attach: ["customer", "agent", "robot"],
  recordDelivery: ["robot"],
  wake: ["robot"],
}

/** Whether an actor of this kind may give a command at all. */
export const mayAct = (actor: Pick<Actor, "kind">, command: CommandType): boolean =>
  actorsOf[command].includes(actor.kind)
