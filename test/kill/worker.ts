// A desk at work that will be killed: it works through lives of tickets with command ids that a
// later run repeats, and keeps the client's own log of what it sent and what was accepted.
import { createDesk, type Command, mixvel, type NotifierAdapter, type Actor } from "@upkeep/core"
import { Notifier } from "@upkeep/core/effect"
import { sqlite } from "@upkeep/storage-sqlite"
import { Effect, Layer } from "effect"
import { appendFileSync, readFileSync } from "node:fs"
import { flushCompileCache } from "node:module"

const [, , file = "", log = "", sentLog = ""] = process.argv

const lines = (path: string): ReadonlyArray<string> => {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
  } catch {
    return []
  }
}

const outward: NotifierAdapter = {
  name: "log",
  channel: "email",
  layer: Layer.succeed(Notifier.Notifier, {
    send: ({ id }) =>
      Effect.sync(() => {
        appendFileSync(sentLog, `${id}\n`)
        return { detail: "logged" }
      }),
  }),
}

const customer: Actor = { kind: "customer", id: "c" }
const agent: Actor = { kind: "agent", id: "olga" }
const requester = { address: "anna@customer.example", name: "Anna" }

const life: ReadonlyArray<readonly [Actor, Command]> = [
  [customer, { type: "register", channel: "email", subject: "s", text: "t", requester }],
  [agent, { type: "assign", assignee: "olga" }],
  [agent, { type: "requestInformation", text: "which?" }],
  [customer, { type: "receiveMessage", text: "that" }],
  [agent, { type: "diagnose", cause: "userError" }],
  [agent, { type: "answer", text: "so" }],
  [customer, { type: "withdraw" }],
]

const accepted = new Map(
  lines(log)
    .filter((line) => line.startsWith("accepted "))
    .map((line) => {
      const [, commandId = "", ticketId = ""] = line.split(" ")
      return [commandId, ticketId]
    }),
)

const desk = await createDesk({ process: mixvel, storage: sqlite({ file }), notify: [outward] })
appendFileSync(log, "ready\n")
// Node does so as it ends, which a worker that is killed never comes to.
flushCompileCache()

for (let n = 0; ; n++) {
  let ticketId: string | undefined
  for (const [step, [actor, command]] of life.entries()) {
    const commandId = `life-${n}-${step}`
    const known = accepted.get(commandId)
    if (known !== undefined) {
      ticketId = known
      continue
    }
    appendFileSync(log, `sent ${commandId}\n`)
    const target = ticketId === undefined ? {} : { ticketId }
    const receipt = await desk.submit({ ...target, actor, command, commandId })
    ticketId = receipt.ticketId
    appendFileSync(log, `accepted ${commandId} ${ticketId} ${receipt.version}\n`)
  }
}
