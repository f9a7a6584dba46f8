// Who may give which command.
import type { Actor, CommandType } from "./Command.ts"

type Kinds = ReadonlyArray<Actor["kind"]>

const anybody: Kinds = ["customer", "agent", "robot"]
const either: Kinds = ["customer", "agent"]
const ours: Kinds = ["agent", "robot"]
const agents: Kinds = ["agent"]
const robots: Kinds = ["robot"]

/** Who may give a command: no machine confirms, disputes, rules or answers. */
export const actorsOf: { readonly [type in CommandType]: Kinds } = {
  register: anybody,
  acknowledge: ours,
  assign: ours,
  route: ours,
  requestInformation: agents,
  receiveMessage: anybody,
  inform: agents,
  diagnose: agents,
  escalate: agents,
  offerOptions: agents,
  chooseOption: either,
  recommend: agents,
  undertake: agents,
  settle: either,
  promiseDate: agents,
  giveWorkaround: agents,
  startFix: agents,
  awaitRelease: agents,
  // A release is one answer for all who waited for it: whoever ships it gives it.
  shipRelease: ours,
  take: either,
  setPriority: ours,
  setDeadline: agents,
  applyPolicy: ours,
  migrate: ours,
  setRequestType: agents,
  setFields: either,
  setCustomer: agents,
  setContract: agents,
  setRegisteredAt: agents,
  answer: agents,
  confirm: either,
  dispute: either,
  rule: agents,
  withdraw: either,
  reject: agents,
  reopen: either,
  merge: agents,
  unmerge: agents,
  noteMerge: robots,
  link: ours,
  unlink: ours,
  snooze: agents,
  unsnooze: agents,
  watch: agents,
  unwatch: agents,
  logWork: agents,
  openChange: agents,
  note: ours,
  attach: anybody,
  forget: ours,
  recordDelivery: robots,
  wake: robots,
}

/** Whether an actor of this kind may give a command at all. */
export const mayAct = (actor: Pick<Actor, "kind">, command: CommandType): boolean =>
  actorsOf[command].includes(actor.kind)
