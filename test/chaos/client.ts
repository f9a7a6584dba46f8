// A process that uses the desk: it takes many tickets through their lives at once, writes down what
// it asks before it asks, and what it was told; whoever comes after it asks what was left open.
import type { Actor, Command, Desk, Receipt, Submission } from "@upkeep/core"
import { flushCompileCache } from "node:module"
import { setTimeout as sleep } from "node:timers/promises"
import { answerOf } from "./Answer.ts"
import { channel, opened } from "./desk.ts"
import * as Log from "./Log.ts"
import { hear, say } from "./orders.ts"
import * as Random from "./Random.ts"
import { type Asked, type ClientTask, isEntry } from "./ClientLog.ts"
import { storageOf } from "./store.ts"

const task: ClientTask = JSON.parse(process.argv[2] ?? "{}")
const { name, where, log, lanes, livesAtMost, pauseMillis } = task
const random = Random.of(task.seed)

let isFinishing = false
let haste = 0
hear((order) => {
  if (order.order === "finish") isFinishing = true
  if (order.order === "haste") haste = order.share
})

const customer: Actor = { kind: "customer", id: "anna" }
const agent: Actor = { kind: "agent", id: "olga" }
const requester = { address: "anna@customer.example", name: "Anna" }
const soon = (): number => Date.now() + Random.between(random, 1_000, 5_000)

/** What happens in the life of a ticket; some of it comes due by itself. */
const life: ReadonlyArray<() => readonly [Actor, Command]> = [
  () => [customer, { type: "register", channel, subject: "s", text: "t", requester }],
  () => [agent, { type: "assign", assignee: "olga" }],
  () => [agent, { type: "setDeadline", clock: "firstResponse", dueAt: soon() }],
  () => [agent, { type: "snooze", until: soon() }],
  () => [agent, { type: "requestInformation", text: "which?", dueAt: soon() }],
  () => [customer, { type: "receiveMessage", text: "that" }],
  () => [agent, { type: "note", text: "well" }],
  () => [agent, { type: "diagnose", cause: "userError" }],
  () => [agent, { type: "answer", text: "so" }],
  () => [customer, { type: "confirm" }],
]

const asked = new Map<string, Asked>()
const receipts = new Map<string, Receipt | null>()
for (const entry of Log.read(log, isEntry))
  if ("asked" in entry) asked.set(entry.asked.submission.commandId, entry.asked)
  else if (entry.answer.kind === "accepted") receipts.set(entry.commandId, entry.answer.receipt)
  else if (entry.answer.kind === "refused") receipts.set(entry.commandId, null)

// Two desks in one process, so that one command can come to the store by two ways at once.
const desks = await Promise.all(
  [0, 1].map(async () =>
    opened({ storage: await storageOf(where), channels: [channel], background: false }),
  ),
)
say("ready")
flushCompileCache()

let attempts = 0
const ask = async (desk: Desk, submission: Asked["submission"]): Promise<Receipt | null> => {
  const { commandId } = submission
  attempts += 1
  const attempt = `${process.pid}-${attempts}`
  Log.add(log, { attempt, at: Date.now(), asked: { submission } })
  const answer = await desk.submit(submission).then(
    (receipt) => ({ kind: "accepted" as const, receipt }),
    (error: unknown) => answerOf(error),
  )
  Log.add(log, { attempt, at: Date.now(), commandId, answer })
  if (answer.kind === "accepted") return answer.receipt
  if (answer.kind === "refused") return null
  throw new Error(answer.why)
}

// Asks until it is told, with the same id and the same words.
const told = async (submission: Asked["submission"]): Promise<Receipt | null> => {
  for (;;) {
    const known = receipts.get(submission.commandId)
    if (known !== undefined) return known
    const both = Random.happens(random, haste) ? desks : [Random.pick(random, desks)]
    const answers = await Promise.allSettled(both.map((desk) => ask(desk, submission)))
    const heard = answers.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []))
    const receipt = heard.find((each) => each !== null) ?? heard[0]
    if (receipt === undefined) await sleep(againMillis)
    else receipts.set(submission.commandId, receipt)
  }
}

const againMillis = 150

const submissionOf = (commandId: string, step: number, ticketId: string | undefined) => {
  const known = asked.get(commandId)
  if (known !== undefined) return known.submission
  const [actor, command] = (life[step] ?? life[0])?.() ?? [agent, { type: "acknowledge" }]
  const target: Pick<Submission, "ticketId"> = ticketId === undefined ? {} : { ticketId }
  const submission = { ...target, actor, command, commandId }
  asked.set(commandId, { submission })
  return submission
}

const live = async (n: number): Promise<void> => {
  const idOf = (step: number) => `${name}-${n}-${step}`
  const ticketId = (await told(submissionOf(idOf(0), 0, undefined)))?.ticketId
  if (ticketId === undefined) throw new Error("a registration was refused")
  for (let step = 1; step < life.length; step++) {
    await sleep(Random.between(random, 0, 2 * pauseMillis))
    // Now and then somebody does not wait for the answer before they say the next thing.
    const next = Random.happens(random, haste) && step + 1 < life.length ? [step + 1, step] : [step]
    await Promise.all(next.map((each) => told(submissionOf(idOf(each), each, ticketId))))
  }
}

const isBegun = (n: number): boolean => asked.has(`${name}-${n}-0`)
const mayBegin = (n: number): boolean => n < livesAtMost && !isFinishing

const lane = async (first: number): Promise<void> => {
  for (let n = first; mayBegin(n) || isBegun(n); n += lanes) await live(n)
}

await Promise.all(Array.from({ length: lanes }, (_, first) => lane(first)))
await Promise.all(desks.map((desk) => desk[Symbol.asyncDispose]()))
say("finished")
