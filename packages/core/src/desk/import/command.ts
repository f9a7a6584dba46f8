// The command that a row stands for. Nothing is asked of the desk that a person could not ask.
import type { Command } from "../../ticket/Command.ts"
import type { State } from "../../ticket/State.ts"
import type { Said } from "./form.ts"

/** What a row that people wrote says. */
export type SaidByPeople = Exclude<Said, { readonly kind: "closed-by-silence" | "file" }>

/**
 * The commands of a row, on the ticket as it stands; with `resumed` one for each question that is
 * open, and none where none is.
 */
export const commandsOf = (
  said: SaidByPeople,
  state: Pick<State, "obligations"> | undefined,
): ReadonlyArray<Command> => {
  if (said.kind !== "resumed") return [commandOf(said)]
  const questions = (state?.obligations ?? []).filter(
    ({ owner, kind }) => owner !== "vendor" && kind === "question",
  )
  return questions.map(({ id }) => ({
    type: "settle",
    obligation: id,
    outcome: "waived",
    ...commented(said),
  }))
}

const commandOf = (said: Exclude<SaidByPeople, { readonly kind: "resumed" }>): Command => {
  switch (said.kind) {
    case "registered":
      return registerOf(said)
    case "acknowledged":
      return { type: "acknowledge" }
    case "assigned":
      return { type: "assign", assignee: said.assignee }
    case "begun":
      return { type: "assign", assignee: said.author }
    case "asked":
      return { type: "requestInformation", text: said.text, ...given("of", said.of) }
    case "message":
      return { type: "receiveMessage", text: said.text, ...given("from", said.from) }
    case "told":
      return { type: "inform", text: said.text }
    case "note":
      return { type: "note", text: said.text }
    case "cause":
      return {
        type: "diagnose",
        cause: said.cause,
        ...given("module", said.module),
        ...commented(said),
      }
    case "escalated":
      return { type: "escalate", line: said.line, ...commented(said) }
    case "priority":
      return { type: "setPriority", priority: said.priority, ...commented(said) }
    default:
      return endingOf(said)
  }
}

type Ending = Extract<
  Said,
  {
    readonly kind:
      | "answered"
      | "confirmed"
      | "thanked"
      | "disputed"
      | "withdrawn"
      | "rejected"
      | "reopened"
  }
>

const endingOf = (said: Ending): Command => {
  switch (said.kind) {
    case "answered":
      return { type: "answer", text: said.text }
    case "confirmed":
      return { type: "confirm" }
    case "thanked":
      return { type: "rule", ruling: "thanks" }
    case "disputed":
      return { type: "dispute", text: said.text }
    case "withdrawn":
      return { type: "withdraw", ...commented(said) }
    case "rejected":
      return {
        type: "reject",
        reason: said.reason,
        ...given("duplicateOf", said.duplicateOf),
        ...commented(said),
      }
    case "reopened":
      return { type: "reopen", text: said.text }
  }
}

const registerOf = (said: Extract<Said, { readonly kind: "registered" }>): Command => ({
  type: "register",
  channel: said.channel,
  subject: said.subject,
  text: said.text,
  requester: {
    ...given("address", said.address),
    ...given("name", said.name),
    ...given("language", said.language),
  },
  ...given("requestType", said.type),
  ...given("customer", said.customer),
  ...given("priority", said.priority),
  ...given("environment", said.environment),
  acknowledge: false,
})

const given = <Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [key in Key]?: Value } => {
  const field: { [key in Key]?: Value } = {}
  if (value !== undefined) field[key] = value
  return field
}

const commented = ({ text }: { readonly text?: string }) => given("text", text)
