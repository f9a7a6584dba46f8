// Runs a command that goes on until it is told to stop.
import { spawn } from "node:child_process"
import { once } from "node:events"
import type { Setting } from "./ran.ts"

/** How a command ended, and what it wrote to standard error. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly err: string
}

/** A command under way; where its holder leaves it behind, it is killed. */
export interface Started extends AsyncDisposable {
  /** Waits for a line that matches, and answers what it caught. */
  readonly line: (form: RegExp) => Promise<string>
  /** Sends it SIGTERM. */
  readonly stop: () => void
  readonly ended: Promise<Ended>
}

/** Starts a command. */
export const started = (
  command: string,
  args: ReadonlyArray<string>,
  { cwd, env }: Setting,
): Started => {
  const options = { cwd, env: { ...process.env, ...env } }
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] })
  let out = ""
  let err = ""
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk))
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (err += chunk))
  const ended = once(child, "close").then(([code, signal]): Ended => ({ code, signal, err }))
  const line = async (form: RegExp): Promise<string> => {
    while (true) {
      const found = form.exec(out)
      if (found !== null) return found[1] ?? ""
      const next = await Promise.race([ended, once(child.stdout, "data")])
      if (!Array.isArray(next)) throw new Error(`${command} ended before ${form}:\n${out}${err}`)
    }
  }
  return {
    line,
    stop: () => void child.kill(),
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL")
      await ended
    },
  }
}
