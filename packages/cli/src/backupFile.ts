// The file of a backup: lines, packed by gzip or not. One that is being written has another name
// until it is whole, on the disk, and was read to its end.
import { BackupError, type BackupReport, checkBackup } from "@upkeep/core"
import { createReadStream, existsSync } from "node:fs"
import { type FileHandle, open, rename, rm } from "node:fs/promises"
import { dirname } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGunzip, createGzip } from "node:zlib"
import type { Options } from "./options.ts"
import { cannotWrite, isThere } from "./unwritten.ts"

/** The most characters of a line of a backup. */
const lineCharactersAtMost = 64 * 1_048_576
/** Characters that are gathered before they are written. */
const gatheredCharacters = 65_536

/** Nobody else may read it: it holds everything. */
const ownersOnly = 0o600

/**
 * Writes a backup, and says what it holds as it was read back. A name that ends in `.gz` has it
 * packed. A file that is there already is kept, unless it may be overwritten.
 */
export const writeBackup = async (
  file: string,
  lines: AsyncIterable<string>,
  options: Options,
): Promise<BackupReport> => {
  refuseExisting(file, options)
  const partial = `${file}.${process.pid}.new`
  const cannot = (cause: unknown) => {
    // What the store could not give is its own trouble, and not the file's.
    throw isOfSystem(cause) ? cannotWrite(file, cause, placed) : cause
  }
  const handle = await open(partial, "wx", ownersOnly).catch(cannot)
  try {
    await write(handle, lines, file.endsWith(".gz")).catch(cannot)
    const report = await checkBackup(readBackup(partial))
    refuseExisting(file, options)
    await rename(partial, file).catch(cannot)
    await syncFolder(dirname(file))
    return report
  } finally {
    await rm(partial, { force: true })
  }
}

/** The lines of a backup that is there. */
export async function* readBackup(file: string): AsyncGenerator<string, undefined> {
  let rest = ""
  let number = 1
  for await (const chunk of await textOf(file)) {
    const [first = "", ...others] = String(chunk).split("\n")
    rest += first
    for (const next of others) {
      yield rest
      rest = next
      number += 1
    }
    if (rest.length > lineCharactersAtMost) throw tooLong(number)
  }
  if (rest !== "") yield rest
}

const refuseExisting = (file: string, options: Options): void => {
  if (!options.overwrite && existsSync(file)) throw isThere(file, placed)
}

// Where the file stands in the call.
const placed = { setBy: () => "FILE" }

const write = (
  handle: FileHandle,
  lines: AsyncIterable<string>,
  isPacked: boolean,
): Promise<void> =>
  pipeline([
    Readable.from(gathered(lines)),
    ...(isPacked ? [createGzip()] : []),
    handle.createWriteStream({ flush: true }),
  ])

async function* gathered(lines: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let text = ""
  for await (const line of lines) {
    text += `${line}\n`
    if (text.length < gatheredCharacters) continue
    yield text
    text = ""
  }
  if (text !== "") yield text
}

const isOfSystem = (cause: unknown): boolean => cause instanceof Error && "syscall" in cause

// A name is on the disk once its folder is.
const syncFolder = async (folder: string): Promise<void> => {
  await using handle = await open(folder)
  await handle.sync()
}

const magic = [0x1f, 0x8b]

// By its first bytes: a backup may have been packed, unpacked and renamed since.
const textOf = async (file: string): Promise<AsyncIterable<unknown>> => {
  const beginning = await beginningOf(file).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`cannot-read-backup: got ${file}, expected the file of a backup (${why})`)
  })
  if (!magic.every((byte, index) => beginning[index] === byte))
    return createReadStream(file, { encoding: "utf8" })
  return unpacked(file)
}

const beginningOf = async (file: string): Promise<Buffer> => {
  await using handle = await open(file)
  const { buffer } = await handle.read({ buffer: Buffer.alloc(magic.length), position: 0 })
  return buffer
}

async function* unpacked(file: string): AsyncGenerator<unknown, undefined> {
  const plain = createGunzip()
  const packed = createReadStream(file)
  packed.on("error", (cause) => plain.destroy(cause)).pipe(plain)
  plain.setEncoding("utf8")
  try {
    yield* plain
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const detail = `got ${why}, expected what gzip packed, whole; take another one`
    throw new BackupError({ reason: "backup-damaged", detail, cause })
  } finally {
    packed.destroy()
  }
}

const tooLong = (line: number): BackupError => {
  const expected = `expected at most ${lineCharactersAtMost}`
  const detail = `got more characters, ${expected}, at line ${line} of the backup; take another one`
  return new BackupError({ reason: "backup-damaged", detail })
}
