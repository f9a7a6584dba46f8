// The port `TicketStore` on an author's async functions.
import { Effect, Result } from "effect"
import type { StorageFunctions } from "../../port/StorageFunctions.ts"
import type { StoreError } from "../../port/StoreError.ts"
import {
  CommandRepeated,
  type CommitRefused,
  LeaseLost,
  type Look,
  type TicketStoreService,
  VersionConflict,
} from "../../port/TicketStore.ts"
import { type Door, type StoreCall, storeCall, unreadable } from "./call.ts"

/** Its functions, each with its errors; an answer that nobody can read is an error too. */
export const ticketStore = (
  functions: StorageFunctions,
  call: StoreCall,
  door: Door,
): TicketStoreService => {
  const { tickets } = functions
  // Whoever lost the line to a database in the middle of a commit cannot know how it ended (P11).
  const callOnce = storeCall(door, "outcome-unknown")
  return {
    load: (tenant, ticketId) => call("tickets.load", () => tickets.load(tenant, ticketId)),
    look: (tenant, look) => {
      const { look: all } = tickets
      return all === undefined
        ? lookOneByOne(functions, call, tenant, look)
        : call("tickets.look", () => all(tenant, look))
    },
    commit: (tenant, commits) =>
      Effect.flatMap(
        callOnce("tickets.commit", () => tickets.commit(tenant, commits)),
        (answers) => verdictsOf(door, answers, commits.length),
      ),
    command: (tenant, id) => call("tickets.command", () => tickets.command(tenant, id)),
    takeSerials: (tenant, count) =>
      call("tickets.takeSerials", () => tickets.takeSerials(tenant, count)),
    forgetCommands: (before) =>
      call("tickets.forgetCommands", () => tickets.forgetCommands(before)),
  }
}

const lookOneByOne = ({ tickets }: StorageFunctions, call: StoreCall, tenant: string, look: Look) =>
  Effect.all({
    tickets: Effect.forEach(look.tickets, (id) =>
      call("tickets.load", () => tickets.load(tenant, id)),
    ),
    commands: Effect.forEach(look.commands, (id) =>
      call("tickets.command", () => tickets.command(tenant, id)),
    ),
  })

type Verdict = Result.Result<void, CommitRefused>

// An answer that nobody can read says nothing of what was stored.
const verdictsOf = (
  door: Door,
  answers: unknown,
  count: number,
): Effect.Effect<ReadonlyArray<Verdict>, StoreError> => {
  const verdicts = Array.isArray(answers) ? answers.flatMap(verdictOf) : []
  if (verdicts.length === count && Array.isArray(answers) && answers.length === count)
    return Effect.succeed(verdicts)
  const where = `${door.name}: tickets.commit`
  const expected = `${count} answers, each "stored", a VersionConflict, a CommandRepeated or a LeaseLost`
  return Effect.fail(unreadable({ reason: "outcome-unknown", where, got: answers, expected }))
}

const verdictOf = (answer: unknown): ReadonlyArray<Verdict> => {
  if (answer === "stored") return [Result.succeed(undefined)]
  return isRefusal(answer) ? [Result.fail(answer)] : []
}

const isRefusal = (answer: unknown): answer is CommitRefused =>
  answer instanceof VersionConflict ||
  answer instanceof CommandRepeated ||
  answer instanceof LeaseLost
