// Where calendars and reports go: to standard output, or to a file that is never overwritten by
// accident.
import { renameSync, rmSync, writeFileSync } from "node:fs"
import type { Options } from "./options.ts"
import { harmless } from "./output.ts"
import { cannotWrite, isThere } from "./unwritten.ts"

/** Writes a text to the file of `--out`, to standard output where there is none. */
export const put = (text: string, options: Options): void => {
  const file = options.said("out")
  if (file === undefined) return void process.stdout.write(text)
  try {
    if (options.overwrite) replace(file, text)
    else writeFileSync(file, text, { flag: "wx" })
  } catch (cause) {
    throw unwritten(cause, file, options)
  }
}

/** Says something beside what is put, line by line. */
export const note = (...lines: ReadonlyArray<string>): void => {
  process.stderr.write(lines.map((line) => `upkeep: ${harmless(line)}\n`).join(""))
}

// Until the new file is whole, the old one is there.
const replace = (file: string, text: string): void => {
  const whole = `${file}.${process.pid}.new`
  try {
    writeFileSync(whole, text, { flag: "wx" })
    renameSync(whole, file)
  } finally {
    rmSync(whole, { force: true })
  }
}

const unwritten = (cause: unknown, file: string, options: Options): Error =>
  cause instanceof Error && "code" in cause && cause.code === "EEXIST"
    ? isThere(file, options)
    : cannotWrite(file, cause, options)
