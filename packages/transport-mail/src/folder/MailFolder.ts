// A folder of `.eml` files: which of them are mails, and their bytes, never more than may be read.
import { constants } from "node:fs"
import { type FileHandle, open, readdir } from "node:fs/promises"
import { join } from "node:path"
import { Problem } from "@upkeep/core"
import { Data, Effect } from "effect"

/** The folder could not be listed; nothing was taken. */
export class MailFolderError extends Data.TaggedError("MailFolderError")<{
  readonly folder: string
  readonly cause: unknown
  /** What should be there; a folder that can be read, where nothing else is said. */
  readonly expected?: string
}> {
  override get message(): string {
    const expected = `${this.expected ?? "a folder that can be read"} (${said(this.cause)})`
    return Problem.make({ code: "folder-unreadable", path: "", got: this.folder, expected }).message
  }
}

/** What a file holds, or why it could not be read. */
export type MailFile =
  | {
      readonly kind: "read"
      readonly raw: Uint8Array
      /** The length of the whole file; `raw` is its beginning where that is over the limit. */
      readonly bytes: number
      readonly receivedAt: number
    }
  | { readonly kind: "unreadable"; readonly why: string }

/** Why a file could not be read that is not there, or no more. */
export const gone = "ENOENT"

/**
 * Whether a listed file that could not be read was moved or removed meanwhile. NFS says `ESTALE`
 * where it still remembers a name that another client took away.
 */
export const hasLeft = (why: string): boolean => why === gone || why === "ESTALE"

/** The names of the mails of a folder, in the order of their code units. */
export const list = (folder: string): Effect.Effect<ReadonlyArray<string>, MailFolderError> =>
  Effect.tryPromise({
    try: () => filesIn(folder),
    catch: (cause) => new MailFolderError({ folder, cause }),
  }).pipe(Effect.map((names) => names.filter((name) => /\.eml$/i.test(name)).toSorted(byCodeUnits)))

/** The names of the regular files directly in a folder but the hidden ones; rejects as it fails. */
export const filesIn = async (folder: string): Promise<ReadonlyArray<string>> => {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => name)
}

/** Orders names by their code units, so that the order is the same on every machine. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : 1)

/** Reads a mail: its size is asked first, and of one too large only `headBytes` are read. */
export const read = (
  folder: string,
  name: string,
  bounds: { readonly mailBytes: number; readonly headBytes: number },
): Effect.Effect<MailFile> =>
  Effect.promise(() =>
    readFile(join(folder, name), bounds).catch((error: unknown) => ({
      kind: "unreadable" as const,
      why: said(error),
    })),
  )

// No link is followed, and a pipe that took the file's place does not hold us up.
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

const readFile = async (
  path: string,
  { mailBytes, headBytes }: { readonly mailBytes: number; readonly headBytes: number },
): Promise<MailFile> => {
  const file = await open(path, flags)
  try {
    const { size, mtimeMs } = await file.stat()
    const raw = await readStart(file, size > mailBytes ? headBytes : size)
    return { kind: "read", raw, bytes: size, receivedAt: Math.floor(mtimeMs) }
  } finally {
    await file.close()
  }
}

const readStart = async (file: FileHandle, length: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

/** What a system error says: only its code, for its message holds the path. */
export const said = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown error"
