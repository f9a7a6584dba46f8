// What the desk finds out for a correction: fields by the process, the party by the directory.
import { Effect, Result } from "effect"
import * as Contracts from "../port/Contracts.ts"
import type { Contract } from "../port/Directory.ts"
import * as Fields from "../process/Fields.ts"
import * as Process from "../process/Process.ts"
import type { Circumstances } from "../ticket/Circumstances.ts"
import type {
  SetContract,
  SetCustomer,
  SetFields,
  SetRequestType,
  Take,
} from "../ticket/Command.ts"
import type { State } from "../ticket/State.ts"
import { InvalidInput } from "./DeskError.ts"
import { partyOf, pinned, told } from "./party.ts"
import type { Wiring } from "./wiring.ts"

type Filling = typeof SetRequestType.Type | typeof SetFields.Type | typeof Take.Type

/** The fields of a command, found good, and what they hold of people. */
export const fieldsOf = Effect.fnUntraced(function* (
  process: Process.Process,
  state: State,
  command: Filling,
) {
  const asked = askedBy(process, state, command)
  if (asked === undefined) return {}
  const files = "attachments" in command ? (command.attachments?.length ?? 0) : 0
  const filled = Fields.check(process.profile, asked, {
    values: command.fields ?? {},
    files,
    has: (id) => isThere(process, state, id),
    held: state.fields,
    path: "command.fields",
  })
  if (Result.isFailure(filled)) return yield* new InvalidInput({ problems: filled.failure })
  const { facts: fields, missing, personal } = filled.success
  const found: Pick<Circumstances, "filled" | "retyped" | "personal"> =
    command.type === "setRequestType"
      ? {
          retyped: {
            fields,
            missing,
            lifecycle: Process.lifecycleOf(process, command.requestType),
            ...changeBy(process, command.requestType),
          },
          personal,
        }
      : { filled: { fields, missing }, personal }
  return found
})

// What a type or a move asks for; undefined where the process does not have it.
const askedBy = (
  { profile }: Process.Process,
  { requestType }: State,
  command: Filling,
): Fields.Asked | undefined => {
  if (command.type === "take")
    return profile.steps
      ?.find(({ id }) => id === command.step)
      ?.moves.find(({ id }) => id === command.move)
  const id = command.type === "setRequestType" ? command.requestType : requestType
  const type = profile.requestTypes.find((each) => each.id === id)
  // A field that is filled in alone needs no other one.
  return command.type === "setFields" && type !== undefined
    ? { ...type, required: [], fields: [...(type.fields ?? []), ...(type.required ?? [])] }
    : type
}

// What lies apart from the journal is there where it was asked for and is not missing.
const isThere = ({ profile }: Process.Process, state: State, id: string): boolean => {
  const { fields, environment, period, missing } = state
  if (id === "environment") return environment !== null
  if (id === "period") return period !== null
  const { required = [], wished = [] } =
    profile.requestTypes.find((type) => type.id === state.requestType) ?? {}
  const isAsked = required.includes(id) || wished.includes(id)
  return Object.hasOwn(fields, id) || (isAsked && !missing.includes(id))
}

const changeBy = ({ profile }: Process.Process, requestType: string) => {
  const { change } = profile.requestTypes.find(({ id }) => id === requestType) ?? {}
  return change === undefined ? {} : { change }
}

// Of a contract the version that covers the request; else the one in force when it reached us, for
// somebody of ours says that it holds.
const versionOf = (
  contracts: ReadonlyArray<Contract>,
  id: string,
  covered: Contracts.Covered,
): Contract | undefined => {
  const versions = contracts.filter((each) => each.id === id)
  const found = Contracts.contractFor(versions, covered)
  if ("contract" in found) return found.contract
  return versions.find((each) => Contracts.isInForce(each, covered.at))
}

const customerNamed = ({ directory, tenant }: Wiring, id: string) => directory.customer(tenant, id)

/** Whose request it truly is, or under which contract of theirs; nothing where there is none. */
export const correctedParty = Effect.fnUntraced(function* (
  wiring: Wiring,
  process: Process.Process,
  state: State,
  command: typeof SetCustomer.Type | typeof SetContract.Type,
) {
  const { registeredAt: at, channel, requestType, reachable } = state
  if (command.type === "setCustomer") {
    const { customer, requester = {} } = command
    if (customer !== state.customer && (yield* customerNamed(wiring, customer)) === undefined)
      return {}
    const asking = { customer, requester }
    const party = yield* partyOf(wiring, process, asking, { at, channel, requestType })
    const written = command.requester === undefined ? reachable : requester.address !== undefined
    return { party: { ...party, reachable: written } }
  }
  const { contract: id } = command
  const { customer } = state
  if (id === null) return { party: { customer, contract: null, reachable } }
  const known = customer === null ? undefined : yield* customerNamed(wiring, customer)
  const contract = versionOf(known?.contracts ?? [], id, { at, channel, requestType })
  if (contract === undefined) return {}
  yield* told(process, contract, at)
  return { party: { customer, reachable, contract: pinned(process, contract, at) } }
})
