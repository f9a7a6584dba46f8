// Why the file of --out was not written.
import { Problem } from "@upkeep/core"
import type { Options } from "./options.ts"

/** The error for a file that is there already, and may not be overwritten. */
export const isThere = (file: string, options: Options): Error =>
  unwritten("file-exists", file, "a file that is not there, or --overwrite", options)

/** The error for a file that cannot be written. */
export const cannotWrite = (file: string, cause: unknown, options: Options): Error => {
  const why = cause instanceof Error ? cause.message : String(cause)
  return unwritten("cannot-write", file, `a file to be written (${why})`, options)
}

const unwritten = (code: string, got: string, expected: string, { setBy }: Options): Error =>
  new Error(Problem.make({ code, path: setBy("out"), got, expected }).message)
