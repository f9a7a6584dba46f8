// Runs a command to its end.
import { execFile } from "node:child_process"

/** Where a command runs, and what of its environment differs. */
export interface Setting {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

const longestMillis = 120_000

/** What a command wrote to standard output; one that fails rejects with all that it wrote. */
export const ran = (
  command: string,
  args: ReadonlyArray<string>,
  { cwd, env }: Setting,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, timeout: longestMillis }
    const child = execFile(command, [...args], options, (error, out, err) => {
      if (error === null) resolve(out)
      else reject(new Error(`${command} ${args.join(" ")}\n${error.message}\n${out}\n${err}`))
    })
    child.stdin?.end()
  })
