// An example as its reader runs it: `npm start`, an address on standard output, a signal to end.
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

/** An application that answers. */
export interface Running {
  /** Where it answers: `http://127.0.0.1:40123`. */
  readonly url: string
  /** Asks it to end, as a supervisor does, and tells how it went. */
  readonly stop: () => Promise<Ended>
}

/** How an application ended. */
export interface Ended {
  /** Null where it had to be killed. */
  readonly code: number | null
  /** All that it wrote to standard error. */
  readonly complaints: string
}

const buildMillis = 120_000
const startMillis = 30_000
/** What takes longer to end is killed (P19). */
export const stopMillis = 15_000
/** The most milliseconds that `run` takes. */
export const runMillis = buildMillis + startMillis

/** Runs the start script of an example with options, after what has to be built for it. */
export const run = async (folder: URL, options: ReadonlyArray<string> = []): Promise<Running> => {
  const { prestart, start } = scriptsOf(folder)
  if (prestart !== undefined) await built(prestart, folder)
  const [command = "", ...args] = (start ?? "").split(" ")
  const parts = [...args, ...options]
  const child = spawn(command, parts, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] })
  const told = { out: "", err: "" }
  child.stderr.setEncoding("utf8").on("data", (text: string) => (told.err += text))
  const ended = once(child, "close")
  const url = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(silent(told)), startMillis)
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      told.out += text
      // What was read may end anywhere, in the middle of the port too: a whole line counts.
      const [, address] = /(http:\/\/[\w.]+:\d+).*\n/.exec(told.out) ?? []
      if (address !== undefined) resolve(address)
    })
    ended.then(() => reject(silent(told)), reject).finally(() => clearTimeout(late))
  })
  const stop = async () => {
    const late = setTimeout(() => child.kill("SIGKILL"), stopMillis)
    child.kill("SIGTERM")
    await ended
    clearTimeout(late)
    return { code: child.exitCode, complaints: told.err }
  }
  try {
    return { url: await url, stop }
  } catch (error) {
    child.kill("SIGKILL")
    throw error
  }
}

// The Node that runs the tests, the project's commands, and any port that is free.
const bin = fileURLToPath(new URL("../../../node_modules/.bin", import.meta.url))
const PATH = [dirname(process.execPath), bin, process.env["PATH"]].join(delimiter)
const env = { ...process.env, PATH, PORT: "0", NEXT_TELEMETRY_DISABLED: "1" }

const scriptsOf = (folder: URL): { readonly [name: string]: string } =>
  JSON.parse(readFileSync(join(fileURLToPath(folder), "package.json"), "utf8")).scripts

const built = async (script: string, folder: URL): Promise<void> => {
  const [command = "", ...args] = script.split(" ")
  await promisify(execFile)(command, args, { cwd: folder, env, timeout: buildMillis })
}

const silent = ({ out, err }: { readonly out: string; readonly err: string }) =>
  new Error(`got no address on standard output, expected one\n${out}\n${err}`)
