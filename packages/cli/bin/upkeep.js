#!/usr/bin/env node
// Starts the command. In a checkout it runs the sources, without a build; where the Node that runs it
// is too old, it starts itself again with the one that npm installed.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import * as nodeModule from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
const newEnough = major > 22 || (major === 22 && minor >= 19)
const here = dirname(fileURLToPath(import.meta.url))
const sources = join(here, "../src/main.ts")
const built = join(here, "../dist/main.js")
const orphan = new URL("orphan.js", import.meta.url).href
// What Node compiled is kept for the next start, which is the faster for it. Beside the code, and not
// in a folder that others may write to: whoever can change what lies here can change the code itself.
const compiled = join(here, "../node_modules/.cache/compiled")

const pinnedNode = () => {
  try {
    const manifest = nodeModule.createRequire(import.meta.url).resolve("node/package.json")
    return join(dirname(manifest), "bin/node")
  } catch {
    return undefined
  }
}

const startAgain = (node, args) => {
  const env = {
    NODE_COMPILE_CACHE: compiled,
    ...process.env,
    UPKEEP_CALLED_AT: String(performance.timeOrigin),
  }
  // In the place of this process where the system can: then there is nobody who has to pass on
  // signals, or who could be killed without it.
  if (process.execve !== undefined) process.execve(node, [node, ...args], env)
  const stdio = ["inherit", "inherit", "inherit", "ipc"]
  const child = spawn(node, ["--import", orphan, ...args], { stdio, env })
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
  startAgain(node, [
    "--conditions=@upkeep/source",
    "--disable-warning=ExperimentalWarning",
    sources,
    ...process.argv.slice(2),
  ])
} else if (newEnough) {
  nodeModule.enableCompileCache(compiled)
  await import(built)
} else {
  startAgain(node, [built, ...process.argv.slice(2)])
}
