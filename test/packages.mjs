// Checks what would be published: exports, types, contents. Run `npm run build` before.
import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const bin = (name) => join(root, "node_modules/.bin", name)
const folders = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name))
const failures = []

/** Runs a check; a failure is shown whole and the rest goes on. */
const check = async (title, work) => {
  try {
    await work()
    process.stdout.write(`ok    ${title}\n`)
  } catch (error) {
    failures.push(title)
    const said = [error.stdout, error.stderr].filter(Boolean).join("\n")
    process.stdout.write(`FAIL  ${title}\n${said === "" ? error.message : said}\n`)
  }
}

const run = (command, args) => execFileSync(command, args, { cwd: root, encoding: "utf8" })

const doorsOf = (manifest) =>
  Object.keys(manifest.exports ?? {}).filter((door) => door !== "./package.json")

/** Every declaration file that a door of core leads to. */
const reachable = (file, seen = new Set()) => {
  if (seen.has(file)) return seen
  seen.add(file)
  const named = readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)
  for (const [, specifier] of named)
    reachable(join(file, "..", specifier.replace(/\.[jt]s$/, ".d.ts")), seen)
  return seen
}

for (const folder of folders) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  const { name } = manifest
  await check(`${name}: publint`, () => run(bin("publint"), [folder, "--strict"]))
  if (doorsOf(manifest).length > 0)
    await check(`${name}: types`, () =>
      run(bin("attw"), ["--pack", folder, "--profile", "esm-only", "--no-color"]),
    )
  for (const door of doorsOf(manifest).filter((each) => each !== "./worker")) {
    const specifier = door.replace(/^\./, name)
    await check(`${specifier}: import and require`, async () => {
      const require = createRequire(pathToFileURL(join(root, "package.json")))
      const [imported, required] = [await import(specifier), require(specifier)]
      const [left, right] = [imported, required].map((module) => Object.keys(module).join(" "))
      if (left !== right || left === "")
        throw new Error(`import gives ${left}, require gives ${right}`)
    })
  }
  await check(`${name}: nothing of others is bundled`, () => {
    const bundled = readdirSync(join(folder, "dist"), { recursive: true })
      .filter((file) => file.endsWith(".js"))
      .filter((file) => readFileSync(join(folder, "dist", file), "utf8").includes("node_modules/"))
    if (bundled.length > 0) throw new Error(bundled.join("\n"))
  })
}

await check("@upkeep/core: only the door ./xstate names types of xstate", () => {
  const dist = join(root, "packages/core/dist")
  const files = ["index.d.ts", "effect.d.ts"].flatMap((door) => [...reachable(join(dist, door))])
  const naming = files.filter((file) =>
    /(?:from|import\()\s*"xstate"/.test(readFileSync(file, "utf8")),
  )
  if (naming.length > 0) throw new Error(naming.join("\n"))
})

process.stdout.write(`${failures.length === 0 ? "every package is fit to publish" : "not fit"}\n`)
process.exitCode = failures.length === 0 ? 0 : 1
