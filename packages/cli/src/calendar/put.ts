// Where calendars go: to standard output, or to a file that is never overwritten by accident.
import { renameSync, rmSync, writeFileSync } from "node:fs"
import { Problem } from "@upkeep/core"
import type { Options } from "../options.ts"
import { harmless } from "../output.ts"

/** Writes a text to the file of `--out`, to standard output where there is none. */
export const put = (text: string, { said, setBy, overwrite }: Options): void => {
  const file = said("out")
  if (file === undefined) return void process.stdout.write(text)
  try {
    if (overwrite) replace(file, text)
    else writeFileSync(file, text, { flag: "wx" })
  } catch (cause) {
    throw unwritten(cause, setBy("out"), file)
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

const unwritten = (cause: unknown, path: string, got: string): Error => {
  const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST"
  const why = cause instanceof Error ? cause.message : String(cause)
  return new Error(
    Problem.make({
      code: isThere ? "file-exists" : "cannot-write",
      path,
      got,
      expected: isThere
        ? "a file that is not there, or --overwrite"
        : `a file to be written (${why})`,
    }).message,
  )
}
