// Which commands change two tickets, and the names of what follows from them: derived, so that a
// repeat carries out what a crash left undone, and nothing twice (P2).
import type { Command, LinkKind } from "../../ticket/Command.ts"
import type { RejectionRule } from "../../ticket/Rejection.ts"
import { fingerprint } from "../canonical.ts"

/** Digits of a fingerprint that tell one command from another. */
const idDigits = 32

/** The rules by which the other ticket refuses its side, so that the first one is undone. */
export const undoing = ["LinkCycle", "LinkTooDeep", "MergeCycle", "TargetClosed"] as const
export type Undoing = (typeof undoing)[number]

/** Whether what refused the other side undoes the first one. */
export const undoes = (rule: RejectionRule): rule is Undoing =>
  undoing.some((each) => each === rule)

/** The id of a command that follows from another: for its other side, for one of many tickets. */
export const following = (commandId: string, what: string): string =>
  `tie:${fingerprint([commandId, what]).slice(0, idDigits)}`

/** Whether a command changes a second ticket too. */
export const isTwoSided = (command: Command): boolean => {
  switch (command.type) {
    case "merge":
    case "unmerge":
    case "link":
    case "unlink":
      return true
    case "reject":
      return command.duplicateOf !== undefined
    case "register":
      return command.splitFrom !== undefined
    default:
      return false
  }
}

/** A kind of link, as the other ticket has it. */
export const mirrorOf: { readonly [kind in LinkKind]: LinkKind } = {
  related: "related",
  causedBy: "causes",
  causes: "causedBy",
  partOf: "hasPart",
  hasPart: "partOf",
  duplicateOf: "duplicatedBy",
  duplicatedBy: "duplicateOf",
  splitFrom: "splitInto",
  splitInto: "splitFrom",
}
