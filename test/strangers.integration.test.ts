// The packages as strangers get them: packed, installed into an empty project, compiled and run.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readHouse } from "./house/House.ts"
import { emittedIn } from "./strangers/emitted.ts"
import { isPublished, type Packed, packedFrom } from "./strangers/packed.ts"
import {
  doorsOf,
  doorsProgram,
  examplesOf,
  isEffectHost,
  lastWord,
  programOf,
  takenBy,
} from "./strangers/programs.ts"
import { install, kinds, registryAnswers, versionsHere, write } from "./strangers/project.ts"
import {
  bringTools,
  compile,
  compilers,
  nodes,
  onNode,
  startedOnNode,
  versionsSaid,
} from "./strangers/tools.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const house = readHouse(root)
const readmes = examplesOf(house)
const manifests = house.packages
  .filter(({ folder, manifest }) => folder.startsWith("packages/") && isPublished(manifest))
  .map(({ manifest }) => manifest)
const xstate = "@upkeep/core/xstate"
/** The door to a test runner, for those who have it. */
const vitest = "@upkeep/testing/vitest"
const others = doorsOf(manifests).filter((door) => door !== xstate && door !== vitest)
const programs = [
  programOf("every example of the READMEs", "readmes", readmes),
  programOf("an Effect host", "host", readmes.filter(isEffectHost)),
  doorsProgram("a program that opens every door but those to XState and vitest", "doors", others),
]
const toXState = doorsProgram("a program that opens the door to XState", "xstate", [xstate])
const mistaken = {
  where: "mistaken:1",
  path: "mistaken",
  code: 'import { createDesk } from "@upkeep/core"\ntypeof createDesk // => "string"\n',
  ignored: "",
  from: "",
}
const mistakenProgram = programOf("a program that does not do what it says", "mistaken", [mistaken])

const workshop = join(root, `test/.tmp/strangers-${process.pid}`)
const away = mkdtempSync(join(tmpdir(), "upkeep-strangers-"))
const project = join(away, "project")
const tools = join(away, "tools")
let packages: ReadonlyArray<Packed> = []

beforeAll(async () => {
  mkdirSync(workshop, { recursive: true })
  packages = await packedFrom(root, workshop)
}, 120_000)

afterAll(() => {
  for (const folder of [workshop, away]) rmSync(folder, { recursive: true, force: true })
}, 120_000)

/** Every file of every tarball, with the package it belongs to. */
const packedFiles = () =>
  packages.flatMap(({ manifest, files, textOf }) =>
    files.map((file) => ({ where: `${manifest.name}/${file}`, file, text: textOf(file) })),
  )

describe("what is published", () => {
  it("every package has its manifest, its README and the licence", () => {
    const wanted = ["LICENSE", "README.md", "package.json"]
    const missing = packages.flatMap(({ manifest, files }) =>
      wanted.filter((file) => !files.includes(file)).map((file) => `${manifest.name}/${file}`),
    )
    expect(packages.map(({ manifest }) => manifest)).toEqual(manifests)
    expect(missing).toEqual([])
  })

  it("besides them there is code with its map, declarations, and what starts a command", () => {
    const expected =
      /^(?:LICENSE|README\.md|package\.json|dist\/.+\.(?:js|js\.map|d\.ts)|bin\/\w+\.js)$/
    const strays = packedFiles().filter(({ file }) => !expected.test(file))
    expect(strays.map(({ where }) => where)).toEqual([])
  })

  it("every door leads to code and to declarations", () => {
    const broken = packages.flatMap(({ manifest, files }) =>
      Object.entries(manifest.exports ?? {}).flatMap(([door, leads]) => {
        const targets = typeof leads === "string" ? [leads] : [leads["types"], leads["default"]]
        return targets
          .filter((target = "") => !files.includes(target.replace("./", "")))
          .map((target) => `${manifest.name} ${door} leads to ${target}`)
      }),
    )
    expect(broken).toEqual([])
  })

  it("maps hold the sources, which are not published", () => {
    const maps = packedFiles().filter(({ file }) => file.endsWith(".map"))
    const hollow = maps.filter(({ text }) => {
      const { sources, sourcesContent } = JSON.parse(text)
      return sources.length !== sourcesContent?.filter(Boolean).length
    })
    expect(maps.length).toBeGreaterThan(0)
    expect(hollow.map(({ where }) => where)).toEqual([])
  })
})

/** A new folder to run a program in; READMEs speak of the examples that lie in the project. */
const folderToRunIn = () => {
  const at = mkdtempSync(join(project, "run-"))
  symlinkSync(join(root, "examples"), join(at, "examples"))
  return at
}

const run = (node: string, compiled: string) =>
  onNode(tools, node, ["node", compiled], folderToRunIn())

const runs = new Map<string, Promise<string>>()

/** Runs what a compiler wrote, once for all compilers that wrote the same. */
const runOnce = (node: string, folder: string, main: string) => {
  const key = [node, main, emittedIn(folder)].join(" ")
  const out = runs.get(key) ?? run(node, join(folder, `${main}.js`))
  runs.set(key, out)
  return out
}

const offline = !(await registryAnswers(root))
// A developer may be offline; in CI that would pass for a success.
const mayBeOffline = (process.env["CI"] ?? "") === ""

it.skipIf(offline && mayBeOffline)("the registry answers", () => {
  expect(offline, "`npm view effect` failed: nothing could be installed").toBe(false)
})

const without = offline ? " (skipped: the npm registry does not answer)" : ""

describe.skipIf(offline)(`an empty project that installs them${without}`, () => {
  beforeAll(async () => {
    const fromRegistry = versionsHere(root, takenBy(readmes))
    await Promise.all([bringTools(root, tools), install(project, packages, fromRegistry)])
  }, 240_000)

  it("the compilers and the Nodes are what their names say", async () => {
    const said = [...(await versionsSaid(tools))]
    expect(said.filter(([name, version]) => !version.startsWith(`${name}.`))).toEqual([])
  })

  for (const [compiler, alias] of Object.entries(compilers))
    describe(compiler, () => {
      const at = join(project, alias)
      let said = ""

      beforeAll(async () => {
        const checks = join(root, "test/docs/check.ts")
        write(at, { programs: [...programs, mistakenProgram], toXState, checks })
        said = await compile(tools, alias, at)
      }, 120_000)

      it("has nothing to say of the programs and of the packages' declarations", () => {
        expect(said).toBe("")
      })

      for (const [node, nodeAlias] of Object.entries(nodes))
        for (const kind of kinds)
          for (const { title, main } of [...programs, toXState])
            it(`${title} does what it says, by ${kind} on ${node}`, async () => {
              const out = await runOnce(nodeAlias, join(at, kind), main)
              expect(out.trimEnd().split("\n").at(-1)).toBe(lastWord)
            })

      it.each(kinds)("a program that does not do what it says is found, by %s", async (kind) => {
        const file = join(at, kind, "mistaken.js")
        await expect(run(nodes["Node 24"], file)).rejects.toThrow("mistaken:1: got")
      })
    })

  for (const [node, alias] of Object.entries(nodes)) {
    const upkeep = (at: string, ...args: ReadonlyArray<string>) =>
      onNode(tools, alias, ["npx", "upkeep", ...args], at)

    it(`the command says its version and its help, on ${node}`, async () => {
      const cli = packages.find(({ manifest }) => manifest.name === "@upkeep/cli")
      const { version } = JSON.parse(cli?.textOf("package.json") ?? "{}")
      expect(await upkeep(project, "--version")).toBe(`${version}\n`)
      expect(await upkeep(project, "--help")).toContain("upkeep intake DIR")
    })

    it(`the command takes in a mail, on ${node}`, async () => {
      const at = folderToRunIn()
      mkdirSync(join(at, "mails"))
      writeFileSync(join(at, "mails/01-order.eml"), mail)
      expect(await upkeep(at, "intake", "mails", "--json")).toBe(
        '{"file":"01-order.eml","outcome":"new-ticket","ticket":"T-1","reason":""}\n',
      )
    })

    it(`the command looks at another desk's tickets, on ${node}`, async () => {
      const at = folderToRunIn()
      writeFileSync(join(at, "tickets.csv"), tickets)
      expect(await upkeep(at, "import", "check", "tickets.csv")).toContain("1 can be taken in")
    })

    it(`the command serves a store and stops when it is told to, on ${node}`, async () => {
      const at = folderToRunIn()
      const command = join(project, "node_modules/.bin/upkeep")
      const args = ["serve", "--port", "0", "--store", "desk.db"]
      await using serving = startedOnNode(tools, alias, [command, ...args], at)
      const token = await serving.line(/token of an agent.*: (\S+)\n/)
      const url = await serving.line(/serving (\S+) from desk\.db, ready in \d+ ms\n/)
      const listed = await fetch(`${url}/v1/tickets`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect([listed.status, await listed.json()]).toEqual([200, { tickets: [], next: null }])
      serving.stop()
      expect(await serving.ended).toMatchObject({ code: 0, signal: null })
    })
  }
})

const tickets = [
  "ticket,at,kind,author,authorKind,channel,subject,text",
  "HD-1,2026-03-02T10:00:00+03:00,registered,anna,customer,email,Login fails,Since noon.",
].join("\n")

const mail = [
  "From: Anna <anna@customer.example>",
  "To: support@example.com",
  "Subject: Order not paid",
  "Message-ID: <1@customer.example>",
  "",
  "Since noon.",
].join("\r\n")
