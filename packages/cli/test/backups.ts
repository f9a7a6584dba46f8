// Stores as an operator has them, and the command as an operator calls it.
import { createDesk, type Desk } from "@upkeep/core"
import { Archive } from "@upkeep/core/effect"
import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { join } from "node:path"
import pg from "pg"
import { onTestFinished } from "vitest"
import { storageOf } from "../src/store.ts"
import { environmentOf, newFolder } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname

/** The kinds of stores that `--store` can name. */
export const kinds = ["sqlite", "postgres"] as const

/** A place for a store that is not there yet, gone after the test: what `--store` says of it. */
export const newStore = (kind: (typeof kinds)[number]): Promise<string> =>
  kind === "sqlite" ? Promise.resolve(join(newFolder(), "upkeep.db")) : newDatabase()

const newDatabase = async (): Promise<string> => {
  const server = process.env["UPKEEP_TEST_POSTGRES_URL"] ?? ""
  const name = `upkeep_cli_${randomUUID().replaceAll("-", "")}`
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`)
  onTestFinished(() => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`))
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}

const onServer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

/** How a call ended. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Starts the command. */
export const start = (
  args: ReadonlyArray<string>,
  environment: { readonly [name: string]: string } = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } => {
  const env = environmentOf(environment)
  const child = spawn(process.execPath, [bin, ...args], { env, stdio: ["ignore", "pipe", "pipe"] })
  onTestFinished(() => void child.kill("SIGKILL"))
  let out = ""
  let err = ""
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
  const ended = once(child, "close").then(([code]): Ended => ({ code, out, err }))
  return { child, ended }
}

/** Calls the command to its end. */
export const upkeep = (...args: ReadonlyArray<string>): Promise<Ended> => start(args).ended

/** The objects of lines of JSON. */
export const jsonLines = (text: string): ReadonlyArray<Record<string, unknown>> =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))

/** Opens a desk on a store, whose letters go by mail, somewhere else. */
export const deskOf = async (store: string, tenant = "default"): Promise<Desk> =>
  createDesk({
    storage: await storageOf({ store: store }),
    tenant,
    background: false,
    channels: ["email"],
  })

const anna = { kind: "customer", id: "anna" } as const

/** Registers a request with a file. */
export const register = async (desk: Desk, text = "Since noon.") => {
  const bytes = new TextEncoder().encode(text)
  const file = await desk.keep({ content: [bytes], name: "log.txt", mediaType: "text/plain" })
  const words = { subject: "Login fails", text, requester: { address: "anna@example.com" } }
  const command = { type: "register", channel: "email", ...words, attachments: [file] } as const
  return desk.submit({ actor: anna, command })
}

/** Lets anything happen to a ticket. */
export const talk = (desk: Desk, ticketId: string) =>
  desk.submit({ ticketId, actor: anna, command: { type: "receiveMessage", text: "And now?" } })

/** Puts rows into a store, as a restore does. */
export const fill = async (
  store: string,
  rows: ReadonlyArray<Archive.ArchiveRow>,
): Promise<void> => {
  const { layer } = await storageOf({ store: store })
  const put = Effect.flatMap(Archive.Archive, (archive) =>
    Effect.forEach(batchesOf(rows), archive.restore, { discard: true }),
  )
  await Effect.runPromise(Effect.provide(put, layer))
}

const batchesOf = (rows: ReadonlyArray<Archive.ArchiveRow>) =>
  Array.from({ length: Math.ceil(rows.length / Archive.restoreLimit) }, (_, index) =>
    rows.slice(index * Archive.restoreLimit, (index + 1) * Archive.restoreLimit),
  )
