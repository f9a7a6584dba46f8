// `upkeep serve` as an operator starts it.
import { type Client, createClient } from "@upkeep/transport-http/client"
import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { connect, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** A process that was started. */
export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Waits for a line that matches, and answers what it caught. */
  readonly line: (form: RegExp) => Promise<string>
}

/** A folder that is gone after the test. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-serve-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a file of JSON into a folder; its path. */
export const jsonIn = (folder: string, name: string, content: unknown): string => {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(content))
  return file
}

/** The digest of a token, as a file of tokens has it. */
export const sha256 = (token: string): string => createHash("sha256").update(token).digest("hex")

/** Where it is started. */
export interface Circumstances {
  readonly environment?: { readonly [name: string]: string }
  /** Of Node itself. */
  readonly flags?: ReadonlyArray<string>
}

/** Flags of a Node that has to run the command as its child, as one too old has to. */
export const asParent = ["--import", "data:text/javascript,delete process.execve"]

/** The environment of this process without variables that set the command up. */
export const environmentOf = (over: { readonly [name: string]: string } = {}) => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("UPKEEP_")),
  ),
  ...over,
})

/** Starts `upkeep serve`. */
export const start = (
  cwd: string,
  args: ReadonlyArray<string> = [],
  { environment = {}, flags = [] }: Circumstances = {},
): Started => {
  const env = environmentOf(environment)
  const child = spawn(process.execPath, [...flags, bin, "serve", ...args], { cwd, env })
  onTestFinished(() => void child.kill("SIGKILL"))
  let out = ""
  let err = ""
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
  const ended = once(child, "close").then(([code, signal]): Ended => ({ code, signal, out, err }))
  const line = async (form: RegExp): Promise<string> => {
    while (true) {
      const found = form.exec(out)
      if (found !== null) return found[1] ?? ""
      const next = await Promise.race([ended, once(child.stdout, "data")])
      if (!Array.isArray(next)) throw new Error(`ended before ${form}: ${out}${err}`)
    }
  }
  return { child, ended, line }
}

/** A server that is ready; `token` is the one that it printed. */
export interface Serving extends Started {
  readonly url: string
  readonly port: number
  readonly token: string
}

/** Starts `upkeep serve` on a free port and waits until it is ready. */
export const serve = async (
  cwd: string,
  args: ReadonlyArray<string> = [],
  circumstances: Circumstances = {},
): Promise<Serving> => {
  const started = start(cwd, ["--port", "0", ...args], circumstances)
  const url = await started.line(/serving (\S+) from .+ ready in \d+ ms\n/)
  const token = args.includes("--tokens") ? "" : await started.line(/token of an agent.*: (\S+)\n/)
  return { ...started, url, port: Number(new URL(url).port), token }
}

/** The client of somebody who has a token, or none. */
export const clientOf = ({ url }: Serving, token?: string): Client =>
  createClient({
    baseUrl: url,
    retries: 0,
    headers: () => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
  })

/** A request that opens a ticket. */
export const request = { channel: "phone", subject: "Login fails", text: "Since noon." }

/** The same request as it goes over the wire, without the last byte of its body. */
const unfinished = (token: string): { readonly head: string; readonly rest: string } => {
  const body = JSON.stringify(request)
  const head = [
    "POST /v1/tickets HTTP/1.1",
    "host: localhost",
    `authorization: Bearer ${token}`,
    "content-type: application/json",
    `content-length: ${body.length}`,
    "expect: 100-continue",
    "",
    body.slice(0, -1),
  ].join("\r\n")
  return { head, rest: body.slice(-1) }
}

/** A connection on which something was sent. */
export const dial = async (port: number, first: string): Promise<Socket> => {
  const socket = connect(port, "127.0.0.1")
  socket.on("error", () => undefined)
  onTestFinished(() => void socket.destroy())
  await once(socket, "connect")
  socket.write(first)
  return socket
}

/** A request under way, whose body lacks its last byte. */
export const begin = async (port: number, token: string) => {
  const { head, rest } = unfinished(token)
  const socket = await dial(port, head)
  const answer = textOf(socket)
  // What the server says when it has read the head: `100 Continue`.
  await once(socket, "data")
  return { answer, finish: () => socket.write(rest) }
}

/** Everything that a connection answers until it is closed. */
export const textOf = async (socket: Socket): Promise<string> => {
  const chunks: Array<Buffer> = []
  socket.on("data", (chunk: Buffer) => chunks.push(chunk))
  await once(socket, "close")
  return Buffer.concat(chunks).toString()
}
