// Why a file was not written.
import { Problem } from "@upkeep/core"
import type { Options } from "./options.ts"

/** The error for a file that is there already, and may not be overwritten. */
export const isThere = (file: string, place: Place): Error =>
  unwritten("file-exists", file, "a file that is not there, or --overwrite", place)

/** The error for a file that cannot be written. */
export const cannotWrite = (file: string, cause: unknown, place: Place): Error => {
  const why = cause instanceof Error ? cause.message : String(cause)
  return unwritten("cannot-write", file, `a file to be written (${why})`, place)
}

/** By what the file was named: `--out`, or an argument. */
type Place = Pick<Options, "setBy">

const unwritten = (code: string, got: string, expected: string, { setBy }: Place): Error =>
  new Error(Problem.make({ code, path: setBy("out"), got, expected }).message)
