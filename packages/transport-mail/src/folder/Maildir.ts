// A Maildir (https://cr.yp.to/proto/maildir.html): what is delivered lies in `new`, what a reader
// has seen in `cur`, and what is still being written in `tmp`, which is nobody's business.
import { lstat, mkdir, rename } from "node:fs/promises"
import { basename, join } from "node:path"
import { Effect } from "effect"
import { byCodeUnits, filesIn, gone, MailFolderError, said } from "./MailFolder.ts"

/** The folders of a Maildir that hold mails. */
export type Place = "new" | "cur"

/** Whether a reader has seen the mail: it lies in `cur`, and its flags hold an `S`. */
export const isSeen = (path: string): boolean => /^cur\/.*:2,[^:]*S[^:]*$/s.test(path)

/**
 * Whether a person put the mail aside: it lies in `cur`, and its flags hold a `T` (trashed, and not
 * yet removed) or a `D` (a draft of their own). Nobody wrote it to the desk, or nobody wants it.
 */
export const isPutAside = (path: string): boolean => /^cur\/.*:2,[^:]*[DT][^:]*$/s.test(path)

/**
 * The paths of the mails in these places (`new/…`, `cur/…`), in the order of their names, which
 * begin with the time of delivery. `cur` may be missing, `new` may not.
 */
export const list = (
  maildir: string,
  places: ReadonlyArray<Place>,
): Effect.Effect<ReadonlyArray<string>, MailFolderError> =>
  // One after the other, and `new` first: a mail that is moved to `cur` meanwhile is in both lists
  // and not in none.
  Effect.map(
    Effect.forEach(places, (place) => listPlace(maildir, place)),
    (paths) => paths.flat().toSorted((a, b) => byCodeUnits(basename(a), basename(b))),
  )

const listPlace = (maildir: string, place: Place) =>
  Effect.tryPromise({
    try: async () => (await filesIn(join(maildir, place))).map((name) => `${place}/${name}`),
    catch: (cause) => unreadable(maildir, place, cause),
  }).pipe(
    Effect.catchIf(
      ({ cause }) => place === "cur" && said(cause) === gone,
      () => Effect.succeed([]),
    ),
  )

const unreadable = (maildir: string, place: Place, cause: unknown): MailFolderError =>
  new MailFolderError({
    folder: join(maildir, place),
    cause,
    expected: `the folder \`${place}\` of a Maildir, and that it can be read`,
  })

/**
 * Moves a mail to `cur`, which is made where it is missing, and flags it as seen; its other flags
 * stay. Says why not; undefined also where somebody else moved it first. No mail is overwritten.
 */
export const markSeen = (maildir: string, path: string): Effect.Effect<string | undefined> =>
  Effect.promise(async () => {
    const from = join(maildir, path)
    const why = await move(from, join(maildir, "cur", seenName(basename(path))))
    return why === undefined || !(await isThere(from)) ? undefined : why
  })

const move = async (from: string, to: string): Promise<string | undefined> => {
  // Names in a Maildir are unique. Where one is not, the mail that has it must not be lost.
  if (await isThere(to)) return "EEXIST"
  // What is wrong with `cur` is told by the move.
  await mkdir(join(to, "..")).catch(() => undefined)
  return rename(from, to).then(() => undefined, said)
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** The name with the flag `S` among its flags, each once and in the order of ASCII. */
const seenName = (name: string): string => {
  const [, unique = name, flags = ""] = /^(.*):2,([^:]*)$/s.exec(name) ?? []
  const each = new Set(Array.from(`${flags}S`))
  return `${unique}:2,${[...each].toSorted(byCodeUnits).join("")}`
}
