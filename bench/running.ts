// A process that is measured: its lines as they come, and its end.
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"

/** A process under way. */
export interface Running {
  /** Waits for a line that matches, and answers what it caught; fails where the process ends. */
  readonly line: (form: RegExp) => Promise<string>
  /** Sends it SIGTERM and waits for its end; its exit code, null where the signal ended it. */
  readonly stop: () => Promise<number | null>
}

/** Starts this Node on a script; what it says on standard error goes to ours. */
export const run = (args: ReadonlyArray<string>): Running => {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] })
  let out = ""
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk))
  const ended = endOf(child)
  const line = async (form: RegExp): Promise<string> => {
    while (true) {
      const found = form.exec(out)
      if (found !== null) return found[1] ?? ""
      const next = await Promise.race([ended, once(child.stdout, "data")])
      if (!Array.isArray(next))
        throw new Error(`${args.join(" ")}: ended with ${next}, expected ${form}, said: ${out}`)
    }
  }
  const stop = () => {
    child.kill()
    return ended
  }
  return { line, stop }
}

const endOf = (child: ChildProcess): Promise<number | null> =>
  once(child, "close").then(([code]: ReadonlyArray<unknown>) =>
    typeof code === "number" ? code : null,
  )
