// Lines on their way out, in constant memory: to standard output, to a file that is there whole or
// not at all, or to a file that is shown once everything is known.
import { createReadStream, existsSync } from "node:fs"
import { type FileHandle, mkdtemp, open, rename, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Options } from "../options.ts"
import { toOutput } from "../output.ts"
import { cannotWrite, isThere } from "../unwritten.ts"

/** Characters that are gathered before they are written. */
export const gatheredCharacters = 65_536

/** Takes lines; what was not finished is removed. */
export interface Sink extends AsyncDisposable {
  readonly write: (line: string) => Promise<void>
  readonly finish: () => Promise<void>
}

type Put = (text: string) => Promise<unknown>

const gathering = (put: Put) => {
  let gathered = ""
  const flush = async () => {
    const text = gathered
    gathered = ""
    if (text !== "") await put(text)
  }
  const write = async (line: string) => {
    gathered += `${line}\n`
    if (gathered.length >= gatheredCharacters) await flush()
  }
  return { write, flush }
}

/** Lines to standard output. */
export const outputSink = (): Sink => {
  const { write, flush } = gathering(toOutput)
  return { write, finish: flush, [Symbol.asyncDispose]: async () => {} }
}

/**
 * Lines to a file, which is in its place once they are finished; a file that is there already is
 * kept, unless it may be overwritten.
 */
export const fileSink = async (file: string, options: Options): Promise<Sink> => {
  refuseExisting(file, options)
  const partial = `${file}.${process.pid}.new`
  const handle = await open(partial, "wx").catch((cause: unknown) => {
    throw cannotWrite(file, cause, options)
  })
  const { write, flush } = gathering((text) => handle.appendFile(text))
  return {
    write,
    finish: async () => {
      await flush()
      await handle.sync()
      await handle.close()
      refuseExisting(file, options)
      await rename(partial, file)
    },
    [Symbol.asyncDispose]: async () => {
      await handle.close()
      await rm(partial, { force: true })
    },
  }
}

const refuseExisting = (file: string, options: Options): void => {
  if (!options.overwrite && existsSync(file)) throw isThere(file, options)
}

/** Lines that are kept until they may be shown. */
export interface Spool extends AsyncDisposable {
  readonly write: (line: string) => Promise<void>
  /** Writes all of them to standard output. */
  readonly show: () => Promise<void>
}

/** Keeps lines in a temporary file. */
export const spool = async (): Promise<Spool> => {
  const folder = await mkdtemp(join(tmpdir(), "upkeep-"))
  const file = join(folder, "lines")
  const handle: FileHandle = await open(file, "w", 0o600)
  const { write, flush } = gathering((text) => handle.appendFile(text))
  return {
    write,
    show: async () => {
      await flush()
      for await (const chunk of createReadStream(file, { encoding: "utf8" }))
        await toOutput(String(chunk))
    },
    [Symbol.asyncDispose]: async () => {
      await handle.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
