// The storage ports on an author's async functions.
import { Context, Effect, Result } from "effect"
import { AttachmentStore, type AttachmentStoreService } from "../../port/AttachmentStore.ts"
import { Inbound, type InboundService } from "../../port/Inbound.ts"
import { Registry, type RegistryService, VersionExists } from "../../port/Registry.ts"
import type { Storage } from "../../port/StorageAdapter.ts"
import type { StorageFunctions } from "../../port/StorageFunctions.ts"
import { StoreError, type StoreReason } from "../../port/StoreError.ts"
import { TicketQuery, type TicketQueryService } from "../../port/TicketQuery.ts"
import {
  CommandRepeated,
  type CommitRefused,
  LeaseLost,
  TicketStore,
  type TicketStoreService,
  VersionConflict,
} from "../../port/TicketStore.ts"
import { WorkQueue, type WorkQueueService } from "../../port/WorkQueue.ts"
import * as Problem from "../../problem/Problem.ts"
import { type Call, type Door, fileCall, fileError, storeCall } from "./call.ts"

/** Every storage port; the functions are called only while the door is open. */
export const servicesOf = (functions: StorageFunctions, door: Door): Context.Context<Storage> => {
  const call = storeCall(door, "unavailable")
  return Context.make(TicketStore, ticketStore(functions, call, door)).pipe(
    Context.add(TicketQuery, ticketQuery(functions, call)),
    Context.add(WorkQueue, workQueue(functions, call)),
    Context.add(Registry, registry(functions, call, door)),
    Context.add(Inbound, inbound(functions, call)),
    Context.add(AttachmentStore, attachmentStore(functions, door)),
  )
}

type StoreCall = Call<StoreError>

const ticketStore = (
  { tickets }: StorageFunctions,
  call: StoreCall,
  door: Door,
): TicketStoreService => {
  // Whoever lost the line to a database in the middle of a commit cannot know how it ended (P11).
  const callOnce = storeCall(door, "outcome-unknown")
  return {
    load: (tenant, ticketId) => call("tickets.load", () => tickets.load(tenant, ticketId)),
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

const ticketQuery = ({ query }: StorageFunctions, call: StoreCall): TicketQueryService => ({
  byNumber: (tenant, number) => call("query.byNumber", () => query.byNumber(tenant, number)),
  list: (tenant, filter) => call("query.list", () => query.list(tenant, filter)),
  journal: (tenant, ticketId) => call("query.journal", () => query.journal(tenant, ticketId)),
  contents: (tenant, ticketId) => call("query.contents", () => query.contents(tenant, ticketId)),
  subjects: (tenant, keys) => call("query.subjects", () => query.subjects(tenant, keys)),
  assignments: (tenant, assignees) =>
    call("query.assignments", () => query.assignments(tenant, assignees)),
  deliveries: (tenant, ticketId) =>
    call("query.deliveries", () => query.deliveries(tenant, ticketId)),
})

const workQueue = ({ work }: StorageFunctions, call: StoreCall): WorkQueueService => ({
  claimTickets: (claim) => call("work.claimTickets", () => work.claimTickets(claim)),
  postponeTicket: (tenant, ticketId, postponement) =>
    call("work.postponeTicket", () => work.postponeTicket(tenant, ticketId, postponement)),
  claimDeliveries: (claim) => call("work.claimDeliveries", () => work.claimDeliveries(claim)),
  returnDelivery: (tenant, deliveryId, returned) =>
    call("work.returnDelivery", () => work.returnDelivery(tenant, deliveryId, returned)),
  nextDueAt: (of) => call("work.nextDueAt", () => work.nextDueAt(of)),
})

const registry = (
  { registry }: StorageFunctions,
  call: StoreCall,
  door: Door,
): RegistryService => ({
  publish: (tenant, entry) =>
    Effect.flatMap(
      call("registry.publish", () => registry.publish(tenant, entry)),
      (answer) => publishedOf(door, answer),
    ),
  find: (tenant, entry) => call("registry.find", () => registry.find(tenant, entry)),
  latest: (tenant, kind) => call("registry.latest", () => registry.latest(tenant, kind)),
})

const inbound = ({ inbound }: StorageFunctions, call: StoreCall): InboundService => ({
  find: (tenant, sha256) => call("inbound.find", () => inbound.find(tenant, sha256)),
  record: (tenant, row) => call("inbound.record", () => inbound.record(tenant, row)),
  byMessageId: (tenant, hash) =>
    call("inbound.byMessageId", () => inbound.byMessageId(tenant, hash)),
  countOpened: (tenant, senderHash, since) =>
    call("inbound.countOpened", () => inbound.countOpened(tenant, senderHash, since)),
  markRead: (tenant, mark) => call("inbound.markRead", () => inbound.markRead(tenant, mark)),
  retire: (tenant, intake) => call("inbound.retire", () => inbound.retire(tenant, intake)),
  watermarks: (tenant) => call("inbound.watermarks", () => inbound.watermarks(tenant)),
})

const attachmentStore = ({ attachments }: StorageFunctions, door: Door): AttachmentStoreService => {
  const call = fileCall(door)
  return {
    put: (tenant, content, limitBytes) =>
      call("attachments.put", () => attachments.put(tenant, content, limitBytes)),
    find: (tenant, hash) => call("attachments.find", () => attachments.find(tenant, hash)),
    read: (tenant, hash) =>
      Effect.map(
        call("attachments.read", () => attachments.read(tenant, hash)),
        (found) => ({ ...found, content: guarded(door, found.content) }),
      ),
  }
}

// The bytes are read after `read` has answered: what breaks then is an `AttachmentError` as well.
const guarded = (door: Door, content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> => ({
  async *[Symbol.asyncIterator]() {
    try {
      yield* content
    } catch (cause) {
      throw fileError(door, "attachments.read", cause)
    }
  },
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

const publishedOf = (
  door: Door,
  answer: unknown,
): Effect.Effect<void, VersionExists | StoreError> => {
  if (answer === "published") return Effect.void
  if (answer instanceof VersionExists) return Effect.fail(answer)
  const where = `${door.name}: registry.publish`
  const expected = '"published" or a VersionExists'
  return Effect.fail(unreadable({ reason: "unavailable", where, got: answer, expected }))
}

const unreadable = ({
  reason,
  where,
  got,
  expected,
}: {
  readonly reason: StoreReason
  readonly where: string
  readonly got: unknown
  readonly expected: string
}) =>
  new StoreError({
    reason,
    detail: `${where} answered ${Problem.show(got)}, expected ${expected}: mend the function`,
  })
