// The edge of what concerns more tickets than one: what is given is checked once, all of it.
import { Effect, Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import * as Problem from "../../problem/Problem.ts"
import { FieldValues, ShipRelease } from "../../ticket/Command.ts"
import { Name, Subject, Text } from "../../ticket/Text.ts"
import { checked, CommandId, pageFields } from "../check.ts"
import { InvalidInput } from "../DeskError.ts"
import type { Submission } from "../Desk.ts"
import { isTwoSided } from "./names.ts"

const page = { after: pageFields.after, limit: Schema.optionalKey(pageFields.limit) }

const agent = Schema.Struct({ kind: Schema.Literals(["agent"]), id: Name })
const ours = Schema.Struct({ kind: Schema.Literals(["agent", "robot"]), id: Name })

const decodeSplit = Decode.strict(
  Schema.Struct({
    ticket: Name,
    actor: ours,
    subject: Subject,
    text: Text,
    requestType: Schema.optionalKey(Name),
    fields: Schema.optionalKey(FieldValues),
    commandId: Schema.optionalKey(CommandId),
  }),
)
const decodeAnswer = Decode.strict(
  Schema.Struct({
    problem: Name,
    actor: agent,
    text: Text,
    commandId: Schema.optionalKey(CommandId),
    ...page,
  }),
)
const { component, version, includes, text } = ShipRelease.fields
const decodeShipment = Decode.strict(
  Schema.Struct({ component, version, includes, text, actor: ours, ...page }),
)

/** Checks what is to become a ticket of its own. */
export const checkSplit = (input: unknown) => checked(decodeSplit(input))

/** Checks an answer for the incidents of a problem. */
export const checkAnswer = (input: unknown) => checked(decodeAnswer(input))

/** Checks a release. */
export const checkShipment = (input: unknown) => checked(decodeShipment(input))

/** Refuses to prepare what one commit cannot hold. */
export const checkAlone = ({ command }: Submission): Effect.Effect<void, InvalidInput> => {
  if (!isTwoSided(command)) return Effect.void
  const problem = Problem.make({
    code: "two-tickets",
    path: "command",
    got: command.type,
    expected: "a command that changes one ticket; `submit` one that changes two",
  })
  return Effect.fail(new InvalidInput({ problems: [problem] }))
}
