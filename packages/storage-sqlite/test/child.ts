// Runs a file of this folder as a process of its own.
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

/** Starts it, in `cwd` where one is given, with its output read as text. */
export const start = (
  file: string,
  { cwd, parts = [] }: { readonly cwd?: string; readonly parts?: ReadonlyArray<string> } = {},
) => {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, ["--conditions=@upkeep/source", path, ...parts], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
  })
  child.stdout.setEncoding("utf8")
  return child
}

/** Everything it printed, by its end. */
export const outputOf = async (child: ReturnType<typeof start>): Promise<string> => {
  let text = ""
  child.stdout.on("data", (part: string) => {
    text += part
  })
  await once(child, "close")
  return text
}

/** Kills it at once, as a power cut would. */
export const kill = (child: ChildProcess): boolean => child.kill("SIGKILL")
