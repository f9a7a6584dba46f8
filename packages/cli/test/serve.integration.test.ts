// `upkeep serve`: who is served, what is refused at start, and every way to end.
import { once } from "node:events"
import { readdirSync } from "node:fs"
import { Agent, get } from "node:http"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { describe, expect, it, onTestFinished } from "vitest"
import {
  asParent,
  begin,
  clientOf,
  dial,
  jsonIn,
  newFolder,
  request,
  serve,
  sha256,
  start,
  textOf,
} from "./serving.ts"

const anna = { kind: "customer", id: "anna", customer: "firma" } as const
const tokensOf = (folder: string): string =>
  jsonIn(folder, "tokens.json", [
    { sha256: sha256("olga-1"), kind: "agent", id: "olga" },
    { sha256: sha256("anna-1"), ...anna, requester: { address: "anna@firma.example" } },
    { sha256: sha256("anna-2"), ...anna },
  ])

describe("who is served", () => {
  it("an agent by the token that was printed, for this run", async () => {
    const serving = await serve(newFolder())
    const agent = clientOf(serving, serving.token)
    const { number } = await agent.openTicket(request)
    const { tickets } = await agent.listTickets()
    expect(tickets.map((ticket) => ticket.number)).toEqual([number])
    expect((await agent.readHistory(number)).history[0]).toMatchObject({
      actor: { kind: "agent", id: "operator" },
    })
  })

  it("H37 H38 nobody without a token or with another one", async () => {
    const serving = await serve(newFolder())
    for (const token of [undefined, "", serving.token.slice(1), `${serving.token}0`, "x y"])
      await expect(clientOf(serving, token).listTickets()).rejects.toMatchObject({ status: 401 })
  })

  it("H34 a customer's person by the file of tokens, who sees the customer's tickets alone", async () => {
    const folder = newFolder()
    const serving = await serve(folder, ["--tokens", tokensOf(folder)])
    const agent = clientOf(serving, "olga-1")
    const others = await agent.openTicket({ ...request, customer: "werk", requester: {} })
    const { number } = await clientOf(serving, "anna-1").openTicket(request)
    const again = clientOf(serving, "anna-2")
    expect((await again.listTickets()).tickets).toMatchObject([{ number, customer: "firma" }])
    await expect(again.readTicket(others.number)).rejects.toMatchObject({ status: 404 })
    expect((await agent.listTickets()).tickets).toHaveLength(2)
    expect((await agent.readTicket(number)).requester).toEqual({ address: "anna@firma.example" })
    const { out } = await stopped(serving)
    expect(out).not.toMatch(/token/)
  })

  it("I15 two at once on one store, which see each other's tickets", async () => {
    const folder = newFolder()
    const [one, two] = await Promise.all([serve(folder), serve(folder)])
    const first = clientOf(one, one.token)
    const second = clientOf(two, two.token)
    const opened = await Promise.all(
      [first, second, first, second, first, second].map((client) => client.openTicket(request)),
    )
    const numbers = opened.map(({ number }) => number).toSorted()
    expect(numbers).toEqual(["T-1", "T-2", "T-3", "T-4", "T-5", "T-6"])
    for (const client of [first, second])
      expect((await client.listTickets()).tickets).toHaveLength(6)
  })

  it("H59 a request with two lengths is answered 400, and its connection closed", async () => {
    const { port, token } = await serve(newFolder())
    const head = [
      "POST /v1/tickets HTTP/1.1",
      "host: localhost",
      `authorization: Bearer ${token}`,
      "content-length: 5",
      "transfer-encoding: chunked",
      "\r\n0\r\n\r\n",
    ].join("\r\n")
    const said = await textOf(await dial(port, head))
    expect(said).toMatch(/^HTTP\/1\.1 400 /)
    expect(said.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  })
})

const stopped = async ({
  child,
  ended,
}: Pick<Awaited<ReturnType<typeof serve>>, "child" | "ended">) => {
  child.kill("SIGTERM")
  return ended
}

const refused = async (
  args: ReadonlyArray<string>,
  environment: { readonly [name: string]: string } = {},
  folder = newFolder(),
) => {
  const before = readdirSync(folder)
  const { code, out, err } = await start(folder, args, { environment }).ended
  expect({ code, out, left: readdirSync(folder) }).toEqual({ code: 78, out: "", left: before })
  return err.trimEnd().split("\n")
}

describe("what is refused at start, with exit code 78 and nothing started (I21)", () => {
  it("everything that is wrong with options and environment, at once", async () => {
    const folder = newFolder()
    const profile = jsonIn(folder, "profile.json", { id: "__proto__" })
    const args = ["--process", profile, "--tenant", "", "--port", "70000"]
    const empty = { UPKEEP_HOST: "", UPKEEP_TOKENS: "", UPKEEP_STORE: "" }
    const environment = { ...empty, UPKEEP_PORT: "1", UPKEEP_TOKEN: "the secret" }
    const said = await refused(args, environment, folder)
    const wrong = said.join("\n")
    expect(wrong).not.toContain("the secret")
    for (const mistake of [
      /^upkeep: unknown-field: got "UPKEEP_TOKEN", expected .* UPKEEP_TOKENS, .*at environment$/m,
      /^empty: got "", .* at UPKEEP_STORE$/m,
      /^empty: got "", .* at --tenant$/m,
      /^invalid-name: got "__proto__", .* at --process\.id$/m,
      /^missing-field: got nothing, .* at --process\.policy$/m,
      /^empty: got "", .* at UPKEEP_HOST$/m,
      /^out-of-range: got "70000", .* at --port$/m,
      /^empty: got "", .* at UPKEEP_TOKENS$/m,
    ])
      expect(wrong).toMatch(mistake)
  })

  it.each(["abc", "-1", "65536", "80.5", "0x50", " 80"])("the port %j", async (port) => {
    const said = await refused([], { UPKEEP_PORT: port })
    const shown = JSON.stringify(port)
    expect(said.join()).toMatch(`out-of-range: got ${shown}, expected a whole number from 0`)
  })

  it.each(["0.0.0.0", "::", "desk.example", "127.0.0.1.desk.example"])(
    "the host %j without tokens, for others reach it",
    async (host) => {
      const said = await refused(["--host", host])
      expect(said.join()).toMatch(/^upkeep: tokens-required: got .+ at --host$/)
    },
  )

  it("every mistake of a file of tokens, without showing what may be a token", async () => {
    const folder = newFolder()
    const digest = sha256("olga-1")
    const tokens = jsonIn(folder, "tokens.json", [
      { sha256: digest, kind: "agent", id: "olga" },
      { sha256: digest, kind: "robot", id: "" },
      { sha256: "the secret", ...anna },
      { token: "the secret", kind: "agent", id: "ivan" },
      { sha256: sha256("x").toUpperCase(), ...anna, customer: "" },
      "the secret",
    ])
    const said = await refused(["--tokens", tokens], {}, folder)
    const places = said.map((line) => /^(?:upkeep: )?(\S+): .* at --tokens(\S+)$/.exec(line))
    expect(places.map((found) => found?.slice(1).join(" "))).toEqual([
      "empty [1].id",
      "invalid-hash [2].sha256",
      "missing-field [3].sha256",
      "unknown-field [3].token",
      "invalid-hash [4].sha256",
      "empty [4].customer",
      "wrong-type [5]",
      "duplicate-token [1].sha256",
    ])
    expect(said.slice(0, 6).join("\n")).not.toContain("the secret")
  })

  it.each([
    ["absent.json", /cannot-read-tokens: got "absent\.json", .*ENOENT/],
    ["{}", /wrong-type: got an object, expected a list of tokens, at --tokens$/],
    ["[]", /empty: got "no token", .* at --tokens$/],
  ])("a file of tokens that is %s", async (content, message) => {
    const folder = newFolder()
    const file = jsonIn(folder, "tokens.json", content === "[]" ? [] : {})
    const named = content === "absent.json" ? content : file
    const said = await refused(["--tokens", named], {}, folder)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(message)
  })

  it("but a host that others reach is served where there are tokens", async () => {
    const folder = newFolder()
    const serving = await serve(folder, ["--tokens", tokensOf(folder), "--host", "0.0.0.0"])
    expect(serving.url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/)
    await clientOf(serving, "olga-1").listTickets()
  })
})

describe("what fails at start, with exit code 1", () => {
  it("a port that is taken", async () => {
    const { port } = await serve(newFolder())
    const { code, out, err } = await start(newFolder(), ["--port", String(port)]).ended
    expect({ code, out }).toEqual({ code: 1, out: "" })
    expect(err).toBe(
      `upkeep: port-taken: got "127.0.0.1:${port}", expected a port on which nobody listens\n`,
    )
  })

  it("a store that cannot be opened", async () => {
    const store = join(newFolder(), "absent", "desk.db")
    const { code, err } = await start(newFolder(), ["--store", store]).ended
    expect(code).toBe(1)
    expect(err).toMatch(/^upkeep: .*absent/)
  })
})

describe("how it ends", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("P19 %s ends it with exit code 0", async (signal) => {
    const { child, ended } = await serve(newFolder())
    child.kill(signal)
    expect(await ended).toMatchObject({ code: 0, signal: null, err: "" })
  })

  it("P19 finishes a request whose body is still coming", async () => {
    const folder = newFolder()
    const { child, ended, port, token, line } = await serve(folder)
    const slow = await begin(port, token)
    child.kill("SIGTERM")
    await line(/(SIGTERM), stopping\n/)
    slow.finish()
    expect(await slow.answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /)
    expect(await ended).toMatchObject({ code: 0, err: "" })
    const again = await serve(folder)
    expect((await clientOf(again, again.token).listTickets()).tickets).toHaveLength(1)
  })

  it("P19 waits within its limit for a body that never comes", async () => {
    const { child, ended, port, token } = await serve(newFolder())
    const slow = await begin(port, token)
    child.kill("SIGTERM")
    expect(await ended).toMatchObject({ code: 0, signal: null })
    expect(await slow.answer).not.toMatch(/ 201 /)
  })

  it("P19 waits for no connection that lies idle", async () => {
    const { child, ended, url } = await serve(newFolder())
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const [incoming] = await once(get(`${url}/health/live`, { agent }), "response")
    const closed = once(incoming.socket, "close")
    incoming.resume()
    await once(incoming, "end")
    const from = performance.now()
    child.kill("SIGTERM")
    expect(await ended).toMatchObject({ code: 0, err: "" })
    await closed
    // Less than it would wait for a request under way.
    expect(performance.now() - from).toBeLessThan(8_000)
  })

  it("a second signal ends it at once, whatever is under way", async () => {
    const { child, ended, port, token, line } = await serve(newFolder())
    await begin(port, token)
    child.kill("SIGTERM")
    await line(/(SIGTERM), stopping\n/)
    // From when it heard the first: within a second of it, another one is its echo.
    await setTimeout(1_000 + 1_000)
    child.kill("SIGTERM")
    expect(await ended).toMatchObject({ code: null, signal: "SIGTERM" })
  })

  it("P1 P19 a kill is as safe as a stop: the next start serves the same tickets", async () => {
    const folder = newFolder()
    const killed = await serve(folder)
    const { number } = await clientOf(killed, killed.token).openTicket(request)
    killed.child.kill("SIGKILL")
    expect(await killed.ended).toMatchObject({ signal: "SIGKILL" })
    const again = await serve(folder, ["--port", String(killed.port)])
    const { tickets } = await clientOf(again, again.token).listTickets()
    expect(tickets.map((ticket) => ticket.number)).toEqual([number])
    await expect(clientOf(again, killed.token).listTickets()).rejects.toMatchObject({ status: 401 })
  })

  it("as the child of an older Node it stops with its parent, and is not left behind by a kill", async () => {
    const folder = newFolder()
    const { child, ended } = await serve(folder, [], { flags: asParent })
    child.kill("SIGTERM")
    expect(await ended).toMatchObject({ code: 0, signal: null, err: "" })
    const killed = await serve(folder, [], { flags: asParent })
    killed.child.kill("SIGKILL")
    // Its output is at its end when nobody is left who could write to it.
    expect(await killed.ended).toMatchObject({ signal: "SIGKILL" })
    await expect(fetch(killed.url)).rejects.toThrow("fetch failed")
  })
})
