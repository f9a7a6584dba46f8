// One desk on each store, and what came of asking all of them the same.
import { createDesk, type Desk, type DeskOptions, memory, type StorageAdapter } from "@upkeep/core"
import { postgres } from "@upkeep/storage-postgres"
import { sqlite } from "@upkeep/storage-sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { urlVariable } from "../postgres/server.ts"
import type { Asked } from "./asked.ts"

/** A desk on a store, with its name. */
export interface Opened {
  readonly name: string
  readonly desk: Desk
}

const now = () => Date.UTC(2026, 2, 2, 9)

const onServer = (): Readonly<Record<string, StorageAdapter>> => {
  const url = process.env[urlVariable]
  const schema = `edge_${process.pid}_${Date.now()}`
  return url === undefined ? {} : { postgres: postgres({ url, schema }) }
}

/** A desk on the memory, and one on each other store that is there; all are gone after it. */
export const openAll = async (options: DeskOptions = {}) => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-edge-"))
  const file = join(folder, "desk.db")
  const adapters = { memory: memory(), sqlite: sqlite({ file }), ...onServer() }
  const opened: Array<Opened> = []
  for (const [name, storage] of Object.entries(adapters)) {
    const desk = await createDesk({ storage, now, background: false, tenant: "acme", ...options })
    opened.push({ name, desk })
  }
  return {
    opened,
    [Symbol.asyncDispose]: async () => {
      for (const { desk } of opened) await desk[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a door answered: the codes of a refusal with their places, or what can be read now. */
export interface Answered {
  readonly refused: ReadonlyArray<string>
  /** What the ticket looks like after it, without what is different in each store. */
  readonly shown: string
}

const request = {
  actor: { kind: "customer", id: "anna" },
  command: {
    type: "register",
    channel: "email",
    subject: "Login fails",
    text: "Since noon.",
    requester: { address: "anna@example.com" },
  },
} as const

/** Registers a request at a desk. */
export const register = ({ desk }: Opened) => desk.submit(request)

/** Opens a request, asks, and says what came of it. */
export const answerOf = async (
  opened: Opened,
  { ask }: Asked,
  input: unknown,
): Promise<Answered> => {
  const { desk } = opened
  const { ticketId } = await register(opened)
  const answer = await ask(desk, input, ticketId).then(
    (value) => ({ refused: [], value }),
    (error: unknown) => ({ refused: codesOf(error), value: undefined }),
  )
  const shown = JSON.stringify([answer.value, await desk.show(idOf(answer.value) ?? ticketId)])
  return { refused: answer.refused.map(masked), shown: masked(shown) }
}

// Ids are made anew in each store; what else differs would be a difference.
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

const masked = (text: string): string => text.replaceAll(uuid, "ID")

const idOf = (value: unknown): string | undefined => {
  const id: unknown = Reflect.get(Object(value), "ticketId")
  return typeof id === "string" ? id : undefined
}

/** The codes of a refusal, as problems.md has them. */
const codesOf = (error: unknown): ReadonlyArray<string> => {
  if (!(error instanceof Error)) return [`no error: ${String(error)}`]
  return error.message.split("\n").map((line) => {
    const code = /^([A-Za-z-]+): got /.exec(line)?.[1] ?? /^([A-Za-z-]+):/.exec(line)?.[1]
    return code === undefined
      ? `${error.name}: ${line}`
      : `${code} ${/, at ([^,]*)$/.exec(line)?.[1] ?? ""}`
  })
}
