// node --conditions=@upkeep/source test/logs/main.ts [LOG …] [--cases N]: imports real event logs
// with the command upkeep, and asks them by other policies; prints how much of them fits.
import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { casesOf } from "./convert.ts"
import { policies, process as profile } from "./desk.ts"
import { folder as logs } from "./found.ts"

const bin = fileURLToPath(new URL("../../packages/cli/bin/upkeep.js", import.meta.url))

/** What the last line of a command says, and how long it took. */
interface Ran {
  readonly totals: { readonly [name: string]: unknown }
  readonly seconds: number
}

const upkeep = (folder: string, args: ReadonlyArray<string>): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const options = { cwd: folder, maxBuffer: 1024 * 1_048_576 }
    execFile(process.execPath, [bin, ...args, "--json"], options, (_, out, err) => {
      const last = out.trimEnd().split("\n").at(-1) ?? ""
      if (last === "") return reject(new Error(err))
      resolve({ totals: JSON.parse(last).totals, seconds: (performance.now() - start) / 1_000 })
    })
  })

const { values, positionals } = parseArgs({
  options: { cases: { type: "string", default: "1000000" } },
  allowPositionals: true,
})
const names = positionals.length > 0 ? positionals : ["helpdesk_italy", "bpi13_incidents"]

const say = (line: string) => process.stdout.write(`${line}\n`)

for (const name of names) {
  if (logs === undefined) throw new Error("got no folder shared/data/logs, expected one")
  const folder = mkdtempSync(join(tmpdir(), "upkeep-logs-"))
  try {
    const json = (file: string, content: unknown) =>
      writeFileSync(join(folder, file), JSON.stringify(content))
    const cases = casesOf(join(logs, `${name}.csv.gz`)).slice(0, Number(values.cases))
    const rows = cases.flat().map((row) => JSON.stringify(row))
    writeFileSync(join(folder, "rows.jsonl"), `${rows.join("\n")}\n`)
    json("process.json", profile)
    const settings = ["--process", "process.json", "--time-zone", "Europe/Rome"]
    const imported = await upkeep(folder, ["import", "apply", "rows.jsonl", ...settings])
    say(`${name}: ${cases.length} cases, imported in ${imported.seconds.toFixed(1)} s`)
    say(`  ${JSON.stringify(imported.totals)}`)
    for (const [title, policy] of Object.entries(policies)) {
      json("policy.json", policy)
      const asked = await upkeep(folder, ["whatif", "--policy", "policy.json"])
      say(`  ${title}: ${JSON.stringify(asked.totals)} in ${asked.seconds.toFixed(1)} s`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
