// npm start: what it prints works when it is pasted, and its store outlives it.
import { createClient } from "@upkeep/transport-http/client"
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { type AddressInfo, createServer, type Server } from "node:net"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { expect, it, onTestFinished } from "vitest"

const root = new URL("../../../", import.meta.url).pathname
const source = (name: string) => new URL(`../src/${name}.ts`, import.meta.url).pathname
const node = (name: string) => [process.execPath, "--conditions=@upkeep/source", source(name)]
const run = promisify(execFile)

const newStore = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-start-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, "desk.db")
}

interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  readonly url: string
  /** The lines to paste, in their order. */
  readonly lines: ReadonlyArray<string>
}

/** Runs a command and waits until the desk is served. */
const start = async (command: ReadonlyArray<string>, cwd = tmpdir()): Promise<Running> => {
  const [name = "", ...args] = command
  const child = spawn(name, args, { cwd, stdio: ["ignore", "pipe", "pipe"] })
  onTestFinished(() => void child.kill("SIGKILL"))
  let said = ""
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, "close")
  while (!/ready in \d+ ms\n/.test(said))
    if ((await Promise.race([ended, once(child.stdout, "data")])).length === 2)
      throw new Error(`ended before it was ready: ${said}`)
  const url = /Serving (\S+) from/.exec(said)?.[1] ?? ""
  return { child, ended, url, lines: said.split("\n").filter((line) => line.startsWith("curl ")) }
}

/** Pastes a line into a shell; what is answered. */
const paste = async (line = ""): Promise<Record<string, unknown>> =>
  JSON.parse((await run("sh", ["-c", `${line} --silent --show-error --fail`])).stdout)

/** The clients of those whose tokens are in the lines: the customer's first. */
const clientsOf = ({ url, lines }: Running) =>
  lines.map((line) => {
    const authorization = /'authorization: ([^']+)'/.exec(line)?.[1] ?? ""
    return createClient({ baseUrl: url, headers: () => ({ authorization }), retries: 0 })
  })

it("npm start serves an empty store, every line it prints works, and SIGTERM ends it", async () => {
  const args = ["start", "--", "--store", newStore(), "--port", "0"]
  const desk = await start(["npm", ...args], root)
  const [open, list, read, contract] = desk.lines
  expect(await paste(open)).toMatchObject({ number: "MV-1" })
  expect(await paste(list)).toMatchObject({ tickets: [{ number: "MV-1", customer: "polus" }] })
  expect(await paste(read)).toMatchObject({
    subject: "Seat map is empty",
    process: "mixvel-desk@2",
  })
  expect(await paste(contract)).toMatchObject({ openapi: "3.1.0" })
  desk.child.kill("SIGTERM")
  expect(await desk.ended).toEqual([0, null])
  await expect(fetch(desk.url)).rejects.toThrow("fetch failed")
})

it("shows the tickets of the demo, each customer theirs, and the same after a kill", async () => {
  const store = newStore()
  const [name = "", ...args] = node("demo")
  await run(name, [...args, "--store", store])
  const desk = await start([...node("start"), "--store", store, "--port", "0"])
  const [customer, agent] = clientsOf(desk)
  const all = await agent?.listTickets()
  expect(all?.tickets.map(({ number }) => number)).toContain("MV-10")
  const theirs = await customer?.listTickets()
  expect(new Set(theirs?.tickets.map((ticket) => ticket.customer))).toEqual(new Set(["polus"]))
  expect(await customer?.readTicket("MV-1")).toMatchObject({ status: "closed.silence" })
  await expect(customer?.readTicket("MV-2")).rejects.toMatchObject({ status: 404 })
  desk.child.kill("SIGKILL")
  await desk.ended
  const again = await start([...node("start"), "--store", store, "--port", "0"])
  expect(await clientsOf(again)[1]?.listTickets()).toEqual(all)
  expect(
    await clientsOf({ ...desk, url: again.url })[1]
      ?.listTickets()
      .catch(String),
  ).toMatch(/got no credential/)
})

/** Somebody who listens on a port that was free. */
const listener = async (): Promise<{ readonly other: Server; readonly port: number }> => {
  const other = createServer().listen(0, "127.0.0.1")
  await once(other, "listening")
  onTestFinished(() => void other.close())
  const address = other.address()
  return { other, port: isAddressInfo(address) ? address.port : 0 }
}

const isAddressInfo = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === "object" && address !== null

it("takes the next port where one is taken, and none but the one that was named", async () => {
  const taken = await listener()
  const free = await listener()
  free.other.close()
  await once(free.other, "close")
  const serving = `import { serve } from ${JSON.stringify(source("serve"))}
await serve([${taken.port}, ${free.port}])`
  const flags = ["--conditions=@upkeep/source", "--input-type=module", "--eval", serving, "--"]
  const desk = await start([process.execPath, ...flags, "--store", newStore()])
  expect(desk.url).toBe(`http://127.0.0.1:${free.port}`)
  const { port } = new URL(desk.url)
  const named = start([...node("start"), "--store", newStore(), "--port", port])
  await expect(named).rejects.toThrow(`start: port-taken: got "127.0.0.1:${port}", expected a port`)
})

it.each(["abc", "", "65536", "80.5"])(
  "says in one line what is wrong with the port %j, and leaves no database behind",
  async (port) => {
    const store = newStore()
    const wrong = start([...node("start"), "--store", store, `--port=${port}`])
    const said = `start: out-of-range: got ${JSON.stringify(port)}, expected a whole number from 0`
    await expect(wrong).rejects.toThrow(said)
    expect(readdirSync(dirname(store))).toEqual([])
  },
)
