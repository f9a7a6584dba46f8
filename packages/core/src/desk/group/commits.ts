// A batch of commits on its way into the store: halved where it fails as a whole, asked for again
// where nobody knows how it ended (P11).
import { Cause, Effect, Exit, Result } from "effect"
import { StoreError } from "../../port/StoreError.ts"
import type { Commit, CommitRefused, TicketStoreService } from "../../port/TicketStore.ts"
import type { Answer } from "./gathering.ts"

/** The most commits of a batch. */
export const commitsAtMost = 512
/** The most characters of what a batch stores; a commit that is larger goes alone. */
export const batchCharactersAtMost = 4 * 1024 * 1024
/** How often a commit is asked for whose outcome is not known, and the pauses before. */
export const outcomePausesMillis: ReadonlyArray<number> = [50, 100, 250, 500, 1_000, 2_000, 3_000]
/**
 * How long a batch is halved in search of the one that stands in the way, where it may as well be
 * the store that is away.
 */
export const halvingMillis = 2_000

/** What became of a commit. */
export type Verdict = Result.Result<void, CommitRefused>

type Answers = ReadonlyArray<Answer<Verdict>>

/**
 * Says of one commit after the other whether it joins a batch: no ticket and no command id comes
 * twice, for the second has to see what the first one did.
 */
export const batch = (): ((commit: Commit) => boolean) => {
  const tickets = new Set<string>()
  const commands = new Set<string>()
  let characters = 0
  let count = 0
  return (commit) => {
    const { ticketId, command } = commit
    const size = sizeOf(commit)
    const isTwin = tickets.has(ticketId) || commands.has(command.id)
    const fits = count < commitsAtMost && characters + size <= batchCharactersAtMost
    const joins = count === 0 || (fits && !isTwin)
    // What is left behind keeps its place before those of its ticket that come later.
    tickets.add(ticketId)
    if (!joins) return false
    commands.add(command.id)
    characters += size
    count += 1
    return true
  }
}

const sizeOf = ({ row, events, contents, deliveries }: Commit): number =>
  [row, ...events, ...contents].reduce((sum, { body }) => sum + body.length, 0) +
  deliveries.reduce((sum, { notice }) => sum + notice.length, 0)

/** Stores a batch, its tickets in their order: batches of two hosts never wait for each other. */
export const store =
  (inner: TicketStoreService) =>
  (tenant: string, commits: ReadonlyArray<Commit>): Effect.Effect<Answers> => {
    const inOrder = commits.toSorted((a, b) => (a.ticketId < b.ticketId ? -1 : 1))
    const left = { halvings: 2 * Math.ceil(Math.log2(commits.length)) + 1, since: undefined }
    return Effect.map(
      stored(
        { inner, tenant, left, pausesMillis: outcomePausesMillis, wasInDoubt: false },
        inOrder,
      ),
      (answers) => {
        const found = new Map(inOrder.map((commit, index) => [commit, answers[index]]))
        return commits.flatMap((commit) => found.get(commit) ?? [])
      },
    )
  }

interface Attempt {
  readonly inner: TicketStoreService
  readonly tenant: string
  readonly pausesMillis: ReadonlyArray<number>
  /** Whether these commits may be stored already, by a batch of which nobody knows how it ended. */
  readonly wasInDoubt: boolean
  /** As many halvings as one commit in the way of all the others can cost, and when they began. */
  readonly left: { halvings: number; since: number | undefined }
}

const stored = Effect.fnUntraced(function* (
  attempt: Attempt,
  commits: ReadonlyArray<Commit>,
): Effect.fn.Return<Answers> {
  const { exit, isInDoubt } = yield* outcomeOf(attempt, commits)
  if (Exit.isSuccess(exit)) return answersOf(commits, exit.value)
  const { cause } = exit
  if (commits.length === 1 || !isWorthHalving(attempt, cause))
    return commits.map((commit) =>
      isInDoubt ? Exit.fail(unknown(commit, cause)) : Exit.failCause(cause),
    )
  const middle = Math.ceil(commits.length / 2)
  const pausesMillis = isInDoubt ? [] : attempt.pausesMillis
  const half = { ...attempt, pausesMillis, wasInDoubt: isInDoubt }
  const first = yield* stored(half, commits.slice(0, middle))
  return [...first, ...(yield* stored(half, commits.slice(middle)))]
})

// Giving it to the store once more is the question: what was stored answers that it is repeated.
const outcomeOf = Effect.fnUntraced(function* (
  { inner, tenant, pausesMillis, wasInDoubt }: Attempt,
  commits: ReadonlyArray<Commit>,
) {
  const commit = Effect.exit(Effect.suspend(() => inner.commit(tenant, commits)))
  let exit = yield* commit
  if (Exit.isSuccess(exit) || isDamage(exit.cause)) return { exit, isInDoubt: false }
  if (reasonOf(exit.cause) !== "outcome-unknown") return { exit, isInDoubt: wasInDoubt }
  for (const pauseMillis of pausesMillis) {
    yield* Effect.sleep(pauseMillis)
    exit = yield* commit
    if (Exit.isSuccess(exit) || isDamage(exit.cause)) return { exit, isInDoubt: false }
    if (reasonOf(exit.cause) === "closed") break
  }
  return { exit, isInDoubt: true }
})

/**
 * It is stored with this very result, by us or by another host that was given the same command at
 * another time: then the row in the store is not this commit's.
 */
export const storedBefore: Verdict = Result.succeed(undefined)

// The result of our own commit is ours, whoever brings the news.
const answersOf = (commits: ReadonlyArray<Commit>, verdicts: ReadonlyArray<Verdict>): Answers =>
  verdicts.map((verdict, index) => {
    const own = commits[index]?.command
    if (Result.isSuccess(verdict) || verdict.failure._tag !== "CommandRepeated")
      return Exit.succeed(verdict)
    const { hash, result } = verdict.failure.command
    const isOwn = own !== undefined && own.hash === hash && own.result === result
    return Exit.succeed(isOwn ? storedBefore : verdict)
  })

/**
 * A store that is away, busy or closed is so for all of them. What is damaged stands in the way of
 * some: it is found, however many there are. Of all else nobody knows: one may be the cause.
 */
const isWorthHalving = ({ left }: Attempt, cause: Cause.Cause<StoreError>): boolean => {
  const reason = reasonOf(cause)
  if (reason === "damaged") return true
  if (reason === "busy" || reason === "closed") return false
  left.halvings -= 1
  left.since ??= performance.now()
  return left.halvings >= 0 && performance.now() - left.since < halvingMillis
}

const reasonOf = (cause: Cause.Cause<StoreError>) => {
  const found = Cause.findError(cause)
  return Result.isSuccess(found) ? found.success.reason : undefined
}

/** Whether a row that cannot be read is the trouble. */
export const isDamage = (cause: Cause.Cause<StoreError>): boolean => reasonOf(cause) === "damaged"

const unknown = (commit: Commit, cause: Cause.Cause<StoreError>): StoreError => {
  const found = Cause.findError(cause)
  const error = Result.isSuccess(found) ? found.success : undefined
  return unknownOutcome(commit, error?.detail ?? "the store did not say", error)
}

/** It may be stored or not: the same command id asks again. */
export const unknownOutcome = (
  { ticketId, command }: Pick<Commit, "ticketId" | "command">,
  got: string,
  cause?: unknown,
): StoreError =>
  new StoreError({
    reason: "outcome-unknown",
    detail: `${got}, at command ${command.id} of ticket ${ticketId}: ask again with this command id`,
    commandId: command.id,
    ticketId,
    ...(cause === undefined ? {} : { cause }),
  })
