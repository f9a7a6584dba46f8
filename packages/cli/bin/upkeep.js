#!/usr/bin/env node
// Starts the command. In a checkout it runs the sources, without a build; where the Node that runs it
// is too old, it starts itself again with the one that npm installed.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
const newEnough = major > 22 || (major === 22 && minor >= 19)
const here = dirname(fileURLToPath(import.meta.url))
const sources = join(here, "../src/main.ts")
const built = join(here, "../dist/main.js")

const pinnedNode = () => {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("node/package.json")), "bin/node")
  } catch {
    return undefined
  }
}

const startAgain = (node, script, flags) => {
  const child = spawn(node, [...flags, script, ...process.argv.slice(2)], { stdio: "inherit" })
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal))
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1
  })
}

const fromSources = existsSync(sources)
const node = newEnough ? process.execPath : pinnedNode()
if (node === undefined) {
  process.stderr.write(`upkeep: got Node ${process.versions.node}, expected Node 22.19 or newer\n`)
  process.exitCode = 1
} else if (fromSources) {
  startAgain(node, sources, [
    "--conditions=@upkeep/source",
    "--disable-warning=ExperimentalWarning",
  ])
} else if (newEnough) {
  await import(built)
} else {
  startAgain(node, built, [])
}
