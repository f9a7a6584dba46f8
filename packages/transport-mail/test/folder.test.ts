// A folder of mails: in the order of their names, to its end, whatever lies in it.
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { MailFolderError } from "../src/index.ts"
import { collect, day, minute, monday, open, watermarks } from "./desk.ts"
import { headers, mail } from "./mail.ts"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "upkeep-mail-"))
})
afterAll(() => rm(folder, { recursive: true }))

const mailbox = async (name: string, files: { readonly [name: string]: Uint8Array }) => {
  const path = join(folder, name)
  await mkdir(path)
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(path, file), bytes)
  return path
}

test("P15 each mail of a folder has one outcome, and again changes nothing", async () => {
  await using at = await open()
  const path = await mailbox("usual", {
    "2-reply.eml": mail({ "In-Reply-To": headers["Message-ID"], "Message-ID": "<2@x>" }),
    "1-first.eml": mail(),
    "3-empty.EML": new Uint8Array(),
  })
  expect(await collect(at.intake.takeFolder(path))).toEqual([
    "1-first.eml new-ticket T-1",
    "2-reply.eml added T-1",
    "3-empty.EML ignored(empty) -",
  ])
  expect(await collect(at.intake.takeFolder(path))).toEqual([
    "1-first.eml ignored(already-taken) T-1",
    "2-reply.eml ignored(already-taken) T-1",
    "3-empty.EML ignored(already-taken) -",
  ])
})

test("a mail is received when its file was written", async () => {
  await using at = await open()
  const path = await mailbox("times", { "a.eml": mail() })
  await utimes(join(path, "a.eml"), new Date(monday - day), new Date(monday - day))
  await collect(at.intake.takeFolder(path))
  expect((await at.desk.show("T-1")).history[0]?.effectiveAt).toBe(monday - day)
})

test("what is no mail is passed over: other names, hidden files, folders, links", async () => {
  await using at = await open()
  const path = await mailbox("others", { "a.txt": mail(), ".b.eml": mail(), "c.eml.tmp": mail() })
  await mkdir(join(path, "d.eml"))
  await symlink("/etc/hostname", join(path, "e.eml"))
  expect(await collect(at.intake.takeFolder(path))).toEqual([])
})

test("ML65 a large file is not read whole, and known again", async () => {
  await using at = await open()
  const path = await mailbox("large", { "a.eml": mail(), "b.eml": mail({ "Message-ID": "<b@x>" }) })
  await truncate(join(path, "a.eml"), 4 * 1024 * 1024 * 1024)
  expect(await collect(at.intake.takeFolder(path))).toEqual([
    "a.eml too-big(mail) -",
    "b.eml new-ticket T-1",
  ])
  expect((await collect(at.intake.takeFolder(path)))[0]).toBe("a.eml ignored(already-taken) -")
})

test.skipIf(process.getuid?.() === 0)(
  "a file that cannot be read is told and stops nothing",
  async () => {
    await using at = await open()
    const path = await mailbox("locked", { "a.eml": mail(), "b.eml": mail() })
    await chmod(join(path, "a.eml"), 0)
    expect(await collect(at.intake.takeFolder(path))).toEqual([
      "a.eml quarantined(unreadable) -",
      "b.eml new-ticket T-1",
    ])
  },
)

test("a file that goes away while the folder is read is told and stops nothing", async () => {
  await using at = await open()
  const path = await mailbox("going", { "a.eml": mail(), "b.eml": mail(), "c.eml": mail({}, "c") })
  const taken = at.intake.takeFolder(path)[Symbol.asyncIterator]()
  await taken.next()
  await rm(join(path, "b.eml"))
  expect((await taken.next()).value).toMatchObject({ outcome: "quarantined", reason: "unreadable" })
  expect((await taken.next()).value).toMatchObject({ reason: "message-id-reused" })
})

test("at its end the watermark is set, to the instant when the scan began", async () => {
  await using at = await open()
  const path = await mailbox("marks", { "a.eml": mail(), "b.eml": mail({ "Message-ID": "<b@x>" }) })
  for await (const first of at.intake.takeFolder(path)) {
    expect(first.file).toBe("a.eml")
    break
  }
  expect(await watermarks(at.desk)).toEqual([])
  for await (const _ of at.intake.takeFolder(path)) at.clock.now += minute
  expect(await watermarks(at.desk)).toEqual([{ intake: "mail", readUntil: monday }])
})

test("a folder that is not there is an error that names it", async () => {
  await using at = await open()
  const reading = collect(at.intake.takeFolder(join(folder, "nowhere")))
  await expect(reading).rejects.toThrow(MailFolderError)
  await expect(reading).rejects.toThrow(/^folder-unreadable: got ".*", expected .*\(ENOENT\)/)
})
