// Corrections: nothing that happened is edited, each is an event of its own.
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type {
  SetContract,
  SetCustomer,
  SetFields,
  SetRegisteredAt,
  SetRequestType,
} from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { reject } from "../reject.ts"
import type { State } from "../State.ts"
import { changeOf, filesOf } from "./open.ts"

type Decision = Result.Result<ReadonlyArray<Event>, Rejection>

/** The commands of this kind. */
export type Correction =
  | typeof SetRequestType.Type
  | typeof SetFields.Type
  | typeof SetCustomer.Type
  | typeof SetContract.Type
  | typeof SetRegisteredAt.Type

/** What was taken down about the request is put right. */
export const carryOut = (
  circumstances: Circumstances,
  state: State,
  command: Correction,
): Decision => {
  switch (command.type) {
    case "setRequestType":
      return setRequestType(circumstances, state, command)
    case "setFields": {
      const { fields, missing } = circumstances.filled ?? nothingFilled
      return Result.succeed([{ type: "FieldsSet", fields, missing, files: filesOf(command) }])
    }
    case "setCustomer":
      return setCustomer(circumstances, state, command)
    case "setContract":
      return setContract(circumstances, state, command)
    case "setRegisteredAt":
      return setRegisteredAt(circumstances, state, command)
  }
}

const nothingFilled = { fields: {}, missing: [] }

const setRequestType = (
  circumstances: Circumstances,
  state: State,
  command: typeof SetRequestType.Type,
): Decision => {
  const { retyped } = circumstances
  const { requestType: to } = command
  const no = reject(circumstances, state, "setRequestType")
  const got = JSON.stringify(to)
  if (retyped === undefined)
    return Result.fail(no("UnknownRequestType", "a request type of the process", got))
  if (to === state.requestType)
    return Result.fail(no("SameRequestType", "another type than the present one", got))
  const { lifecycle, fields, missing, change } = retyped
  if (!lifecycle.table.has(state.status)) {
    const expected = `a type whose way has a place for ${state.status}`
    return Result.fail(no("NoPlace", expected, got))
  }
  const files = filesOf(command)
  const from = state.requestType
  const changed: Event = { type: "RequestTypeChanged", from, to, fields, missing, files }
  // B-08: what such a request opens at its registration, unless it has opened one.
  if (change === undefined || state.changes.length > 0) return Result.succeed([changed])
  const opened: Event = { type: "ChangeOpened", change: changeOf(state.number, 0), origin: change }
  return Result.succeed([changed, opened])
}

const setCustomer = (
  circumstances: Circumstances,
  state: State,
  { customer, requester }: typeof SetCustomer.Type,
): Decision => {
  const { party } = circumstances
  const no = reject(circumstances, state, "setCustomer")
  const got = JSON.stringify(customer)
  if (party === undefined)
    return Result.fail(no("UnknownCustomer", "a customer whom the directory knows", got))
  if (customer === state.customer && requester === undefined)
    return Result.fail(no("SameCustomer", "another customer or requester", got))
  return Result.succeed([{ type: "CustomerCorrected", from: state.customer, ...party }])
}

const setContract = (
  circumstances: Circumstances,
  state: State,
  { contract: id }: typeof SetContract.Type,
): Decision => {
  const { party } = circumstances
  const no = reject(circumstances, state, "setContract")
  const got = JSON.stringify(id)
  if (party === undefined)
    return Result.fail(no("UnknownContract", "a contract of the ticket's customer, or null", got))
  const { contract } = party
  if (contract?.id === state.contract?.id && contract?.version === state.contract?.version)
    return Result.fail(no("SameContract", "another contract than the present one", got))
  const from = state.contract?.id ?? null
  return Result.succeed([{ type: "ContractCorrected", from, contract }])
}

// A call was taken before it was written down, and nothing happened on the ticket before it.
const setRegisteredAt = (
  circumstances: Circumstances,
  state: State,
  { registeredAt }: typeof SetRegisteredAt.Type,
): Decision => {
  const { recordedAt, firstMoveAt, registeredAt: from } = state
  const no = reject(circumstances, state, "setRegisteredAt")
  const got = new Date(registeredAt).toISOString()
  const latest = Math.min(recordedAt, firstMoveAt ?? recordedAt)
  if (registeredAt > latest) {
    const expected = `an instant until ${new Date(latest).toISOString()}`
    return Result.fail(no("TimeOutOfOrder", expected, got))
  }
  return registeredAt === from
    ? Result.fail(no("SameTime", "another instant than the present one", got))
    : Result.succeed([{ type: "RegistrationTimeCorrected", from, registeredAt }])
}
