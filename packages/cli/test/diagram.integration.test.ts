// upkeep diagram, as an operator calls it.
import { type Profile, standard } from "@upkeep/core"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeEach, describe, expect, it } from "vitest"
import { environmentOf, jsonIn, newFolder } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname

let folder = ""

const run = async (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [bin, "diagram", ...args], {
    cwd: folder,
    env: environmentOf(),
  })
  let [out, err] = ["", ""]
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
  const [code]: ReadonlyArray<unknown> = await once(child, "close")
  return { code, out, err }
}

const profile = (over: Partial<Profile> = {}): string =>
  jsonIn(folder, "profile.json", { ...standard, id: "acme", ...over })

const textIn = (file: string) => readFileSync(join(folder, file), "utf8")

beforeEach(() => {
  folder = newFolder()
})

describe("upkeep diagram", () => {
  it.each([
    ["standard", "svg", /^<svg xmlns=[^]*<\/svg>\n$/],
    ["mixvel", "mermaid", /^stateDiagram-v2\n/],
    ["business-connect", "statuses", /^\| Статус \|[^]*\| `closed.merged` \|.*\|\n$/],
    ["standard", "matrix", /^1\. no ticket yet\n[^]*\| `wake` \|.*\|\n$/],
    ["mixvel", "description", /^## Служба поддержки MixVel[^]*\n## How Служба поддержки MixVel/],
    ["standard", "all", /^# Support\n[^]*```mermaid\n/],
  ])("%s is put out as %s", async (name, format, form) => {
    const { code, out, err } = await run(name, "--format", format)
    expect([code, err]).toEqual([0, ""])
    expect(out).toMatch(form)
  })

  it("draws a profile of one's own where nothing more is said, the way and the language that are", async () => {
    const way = { causeFirst: true }
    const labels = { en: "Wish", ru: "Пожелание" }
    const requestTypes = [...standard.requestTypes, { id: "wish", labels, way }]
    const { code, out } = await run(profile({ requestTypes }), "--way", "wish", "--language", "ru")
    expect(code).toBe(0)
    expect(out).toContain("<title>Support: Пожелание</title>")
    expect(out).toContain("Зарегистрирован")
    expect(out).not.toContain("chip early")
  })

  it("all goes into a page and the picture that it shows, neither overwritten by accident", async () => {
    const args = ["standard", "--format", "all", "--out", "process.md"]
    expect((await run(...args)).code).toBe(0)
    expect(textIn("process.md")).toContain("](process.svg)")
    expect(textIn("process.svg")).toMatch(/^<svg/)
    writeFileSync(join(folder, "process.svg"), "mine")
    const again = await run(...args)
    expect([again.code, textIn("process.svg")]).toEqual([1, "mine"])
    expect(again.err).toContain("file-exists")
    expect((await run(...args, "--overwrite")).code).toBe(0)
    expect(textIn("process.svg")).toMatch(/^<svg/)
  })

  it("tells every mistake at once, and draws nothing", async () => {
    const args = [profile({ lines: [] }), "--format", "png", "--out", "x.svg"]
    const { code, out, err } = await run(...args)
    expect([code, out, existsSync(join(folder, "x.svg"))]).toEqual([78, "", false])
    expect(err).toContain('unknown-value: got "png", expected one of svg, mermaid, statuses')
    expect(err).toMatch(/empty: .* at FILE\.lines/)
    const unknown = await run("mixvel", "--way", "bug", "--language", "de")
    expect(unknown.code).toBe(78)
    expect(unknown.err).toContain('got "bug", expected one of support, development, at --way')
    expect(unknown.err).toContain('got "de", expected one of ru, en, at --language')
  })

  it("says of a file that is none, and of a call without one", async () => {
    const { code, err } = await run("nowhere.json")
    expect([code, err]).toEqual([78, expect.stringContaining("cannot-read-process")])
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining("got no process") })
  })

  it("describes a process in no language for which there are no words, and still draws it", async () => {
    const german: unknown = JSON.parse(
      JSON.stringify({ ...standard, languages: ["de"] }).replaceAll('"en":', '"de":'),
    )
    const labels = Object.fromEntries(
      [
        "registered diagnosing escalated solving fixing awaitingRelease answering customers",
        "thirdPartys awaitingWord heard confirmed silence unanswered withdrawn processed rejected",
        "merged reheard noContract notProduct spam duplicate",
      ]
        .flatMap((words) => words.split(" "))
        .map((id) => [id, { de: `D ${id}` }]),
    )
    const file = jsonIn(folder, "german.json", { ...Object(german), labels })
    const told = await run(file, "--format", "description")
    expect(told.code).toBe(78)
    expect(told.err).toContain("no-words-for-language")
    const drawn = await run(file)
    expect([drawn.code, drawn.err]).toEqual([0, ""])
    expect(drawn.out).toContain("D registered")
    expect(drawn.out).toContain(">CauseFound</text>")
  })
})
