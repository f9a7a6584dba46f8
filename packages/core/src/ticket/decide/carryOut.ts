// Every command of a registered ticket, and who decides it.
import type { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { Command, Forget, Wake } from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import type { State } from "../State.ts"
import * as close from "./close.ts"
import * as correct from "./correct.ts"
import * as deliver from "./deliver.ts"
import * as due from "./due.ts"
import { forget } from "./forget.ts"
import * as link from "./link.ts"
import * as owe from "./owe.ts"
import * as remedy from "./remedy.ts"
import * as talk from "./talk.ts"
import * as terms from "./terms.ts"
import * as work from "./work.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

/** Decides a command that the ticket's status permits to who gives it. */
export const carryOut = (
  circumstances: Circumstances,
  state: State,
  command: Exclude<Command, { readonly type: "register" }>,
): Decision => {
  switch (command.type) {
    case "acknowledge":
    case "assign":
    case "route":
    case "diagnose":
    case "escalate":
      return work.carryOut(circumstances, state, command)
    case "startFix":
    case "awaitRelease":
    case "shipRelease":
    case "take":
    case "logWork":
    case "openChange":
      return remedy.carryOut(circumstances, state, command)
    case "requestInformation":
    case "receiveMessage":
    case "inform":
    case "note":
    case "attach":
      return talk.carryOut(circumstances, state, command)
    case "offerOptions":
    case "chooseOption":
    case "recommend":
    case "undertake":
    case "settle":
    case "promiseDate":
    case "giveWorkaround":
      return owe.carryOut(circumstances, state, command)
    default:
      return ended(circumstances, state, command)
  }
}

const ended = (
  circumstances: Circumstances,
  state: State,
  command: deliver.Delivering | typeof Wake.Type | typeof Forget.Type | close.Ending | Arranging,
): Decision => {
  switch (command.type) {
    case "answer":
    case "recordDelivery":
      return deliver.carryOut(circumstances, state, command)
    case "wake":
      return due.wake(circumstances, state)
    case "forget":
      return forget(circumstances, state, command)
    case "confirm":
    case "dispute":
    case "rule":
    case "withdraw":
    case "reject":
    case "reopen":
      return close.carryOut(circumstances, state, command)
    default:
      return arranged(circumstances, state, command)
  }
}

type Arranging = terms.Change | correct.Correction | link.Tie | link.Look

const arranged = (circumstances: Circumstances, state: State, command: Arranging): Decision => {
  switch (command.type) {
    case "setPriority":
    case "setDeadline":
    case "applyPolicy":
    case "migrate":
      return terms.carryOut(circumstances, state, command)
    case "setRequestType":
    case "setFields":
    case "setCustomer":
    case "setContract":
    case "setRegisteredAt":
      return correct.carryOut(circumstances, state, command)
    case "merge":
    case "unmerge":
    case "noteMerge":
    case "link":
    case "unlink":
      return link.tie(circumstances, state, command)
    case "snooze":
    case "unsnooze":
    case "watch":
    case "unwatch":
      return link.look(circumstances, state, command)
  }
}
