// A Maildir read once: what nobody has seen is taken, and is seen from then on.
import {
  mkdir,
  readFile,
  rename,
  rm,
  rmdir,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises"
import { expect, test } from "vitest"
import { hasLeft } from "../src/folder/MailFolder.ts"
import { MailFolderError, type MailTaken } from "../src/index.ts"
import { collect, day, line, minute, monday, open, watermarks } from "./desk.ts"
import { letter, makeMaildir } from "./maildir.ts"

test("P15 mails in new and cur are taken in the order of delivery, and are seen then", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  for (const name of ["new/1003.c", "cur/1001.a:2,", "new/1002.b"]) await box.deliver(name)
  expect(await collect(at.intake.takeMaildir(box.path))).toEqual([
    "cur/1001.a:2, new-ticket T-1",
    "new/1002.b new-ticket T-2",
    "new/1003.c new-ticket T-3",
  ])
  expect(await box.files()).toEqual(["cur/1001.a:2,S", "cur/1002.b:2,S", "cur/1003.c:2,S"])
  expect(await collect(at.intake.takeMaildir(box.path))).toEqual([])
})

test.each([
  ["cur/1.a", "cur/1.a:2,S"],
  ["cur/1.a:2,FR", "cur/1.a:2,FRS"],
  ["cur/1.a:2,P", "cur/1.a:2,PS"],
  ["new/1.a:2,F", "cur/1.a:2,FS"],
  ["new/1.a:2,S", "cur/1.a:2,S"],
  ["new/1.a:b", "cur/1.a:b:2,S"],
  ["new/S.eml", "cur/S.eml:2,S"],
  ["cur/DT.eml", "cur/DT.eml:2,S"],
  ["new/ a'b\"c\n[*]%2F-я", "cur/ a'b\"c\n[*]%2F-я:2,S"],
])("a mail at %j is taken whatever its name, keeps its flags, and lies at %j", async (was, is) => {
  await using at = await open()
  await using box = await makeMaildir()
  await box.deliver(was)
  expect(await collect(at.intake.takeMaildir(box.path))).toEqual([`${was} new-ticket T-1`])
  expect(await box.files()).toEqual([is])
})

test.each(["cur/1.a:2,S", "cur/1.a:2,RS", "cur/1\n.a:2,RST"])(
  "a mail at %j was seen, and stays as it is",
  async (name) => {
    await using at = await open()
    await using box = await makeMaildir()
    await box.deliver(name)
    expect(await collect(at.intake.takeMaildir(box.path))).toEqual([])
    expect(await box.files()).toEqual([name])
  },
)

test.each(["move", "leave"] as const)(
  "what a person trashed or drafted becomes no ticket until the flag is gone (seen: %j)",
  async (seen) => {
    await using at = await open()
    await using box = await makeMaildir()
    const names = ["cur/1.a:2,T", "cur/2.b:2,D", "cur/3.c:2,FRT", "cur/4.d:2,DST"]
    for (const name of names) await box.deliver(name)
    expect(await collect(at.intake.takeMaildir(box.path, { seen }))).toEqual([])
    expect(await box.files()).toEqual(names)
    expect(await watermarks(at.desk)).toEqual([{ intake: "mail", readUntil: monday }])
    await rename(box.at("cur/1.a:2,T"), box.at("cur/1.a:2,"))
    expect(await collect(at.intake.takeMaildir(box.path, { seen }))).toEqual([
      "cur/1.a:2, new-ticket T-1",
    ])
  },
)

test.each([
  ["ENOENT", true],
  ["ESTALE", true],
  ["EACCES", false],
  ["EIO", false],
])("P7 a listed file that answers %s was moved away meanwhile: %j", (why, expected) => {
  expect(hasLeft(why)).toBe(expected)
})

test("what is no mail is passed over: hidden files, folders, links, tmp, Maildir++ folders", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  for (const path of [".Sent/new", ".Sent/cur", "new/folder"]) {
    await mkdir(box.at(path), { recursive: true })
  }
  for (const name of ["new/.hidden", "tmp/1.a", ".Sent/new/1.b", ".Sent/cur/1.c:2,"]) {
    await box.deliver(name)
  }
  await symlink("/etc/hostname", box.at("new/link"))
  expect(await collect(at.intake.takeMaildir(box.path))).toEqual([])
})

test("a mail is received when its file was written, wherever it was moved", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await box.deliver("new/1.a")
  await utimes(box.at("new/1.a"), new Date(monday - day), new Date(monday - day))
  await collect(at.intake.takeMaildir(box.path))
  expect((await at.desk.show("T-1")).history[0]?.effectiveAt).toBe(monday - day)
})

test("ML65 a large mail is not read whole, and is seen", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await box.deliver("new/1.a")
  await truncate(box.at("new/1.a"), 4 * 1024 * 1024 * 1024)
  expect(await collect(at.intake.takeMaildir(box.path))).toEqual(["new/1.a too-big(mail) -"])
  expect(await box.files()).toEqual(["cur/1.a:2,S"])
})

test("P15 after a crash between the booking and the move, the mail is only moved", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await at.intake.take({ raw: letter("a"), receivedAt: monday })
  await box.deliver("new/1.a", letter("a"))
  expect(await collect(at.intake.takeMaildir(box.path))).toEqual([
    "new/1.a ignored(already-taken) T-1",
  ])
  expect(await box.files()).toEqual(["cur/1.a:2,S"])
})

test("what is left to another program is not moved, and is known again by its bytes", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  const names = ["cur/1.a:2,S", "new/2.b"]
  for (const name of names) await box.deliver(name)
  const once = await collect(at.intake.takeMaildir(box.path, { seen: "leave" }))
  const again = await collect(at.intake.takeMaildir(box.path, { seen: "leave" }))
  expect(once).toEqual(["cur/1.a:2,S new-ticket T-1", "new/2.b new-ticket T-2"])
  expect(again).toEqual(once.map((was) => was.replace("new-ticket", "ignored(already-taken)")))
  expect(await box.files()).toEqual(names)
})

const takeAll = async (taken: AsyncIterable<MailTaken>): Promise<ReadonlyArray<MailTaken>> => {
  const all: Array<MailTaken> = []
  for await (const mail of taken) all.push(mail)
  return all
}

test("a mail that cannot be moved is taken all the same, and its warning says why", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await rmdir(box.at("cur"))
  await symlink("nowhere", box.at("cur"))
  await box.deliver("new/1.a")
  const [first] = await takeAll(at.intake.takeMaildir(box.path))
  expect(first).toMatchObject({ outcome: "new-ticket", ticket: "T-1" })
  expect(first?.warnings).toContain(
    "not-moved: ENOENT: the mail stays at new/1.a, and is not taken twice",
  )
  const [second] = await takeAll(at.intake.takeMaildir(box.path))
  expect(second).toMatchObject({ outcome: "ignored", reason: "already-taken", ticket: "T-1" })
})

test("no mail is overwritten by another one of its name", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await box.deliver("cur/1.a:2,S", letter("old"))
  await box.deliver("new/1.a", letter("fresh"))
  const [taken] = await takeAll(at.intake.takeMaildir(box.path))
  expect(taken).toMatchObject({ outcome: "new-ticket" })
  expect(taken?.warnings).toContainEqual(expect.stringMatching(/^not-moved: EEXIST: /))
  expect(Buffer.from(letter("old")).equals(await readFile(box.at("cur/1.a:2,S")))).toBe(true)
  expect(Buffer.from(letter("fresh")).equals(await readFile(box.at("new/1.a")))).toBe(true)
})

test("without cur it is made, without new there is no Maildir", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  await rmdir(box.at("cur"))
  await box.deliver("new/1.a")
  await collect(at.intake.takeMaildir(box.path))
  expect(await box.files()).toEqual(["cur/1.a:2,S"])
  await rmdir(box.at("new"))
  const reading = collect(at.intake.takeMaildir(box.path))
  await expect(reading).rejects.toThrow(MailFolderError)
  await expect(reading).rejects.toThrow(
    /^folder-unreadable: got ".*\/new", expected the folder `new` of a Maildir.*\(ENOENT\)/,
  )
})

test("P7 a mail that another reader moves meanwhile is left to the next scan, as is the watermark", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  for (const name of ["new/1.a", "new/2.b", "new/3.c"]) await box.deliver(name)
  const taken = at.intake.takeMaildir(box.path)[Symbol.asyncIterator]()
  expect(line((await taken.next()).value)).toBe("new/1.a new-ticket T-1")
  await rm(box.at("new/2.b"))
  await box.deliver("cur/2.b:2,", letter("new2b"))
  expect(line((await taken.next()).value)).toBe("new/3.c new-ticket T-2")
  expect((await taken.next()).done).toBe(true)
  expect(await watermarks(at.desk)).toEqual([])
  expect(await collect(at.intake.takeMaildir(box.path))).toEqual(["cur/2.b:2, new-ticket T-3"])
  expect(await watermarks(at.desk)).toEqual([{ intake: "mail", readUntil: monday }])
})

test("at its end the watermark is set, to the instant when the scan began", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  for (const name of ["new/1.a", "new/2.b"]) await box.deliver(name)
  for await (const first of at.intake.takeMaildir(box.path)) {
    expect(first.file).toBe("new/1.a")
    break
  }
  expect(await box.files()).toEqual(["cur/1.a:2,S", "new/2.b"])
  expect(await watermarks(at.desk)).toEqual([])
  for await (const _ of at.intake.takeMaildir(box.path)) at.clock.now += minute
  expect(await watermarks(at.desk)).toEqual([{ intake: "mail", readUntil: monday }])
})

// A folder in the place of a file: nobody can read it, not even who may read everything.
test("a file that cannot be read is told once, stays, and is taken when it is mended", async () => {
  await using at = await open()
  await using box = await makeMaildir()
  const scanBroken = async (earlier: string) => {
    await box.deliver(earlier)
    await box.deliver("new/9.z")
    const lines: Array<string> = []
    for await (const mail of at.intake.takeMaildir(box.path)) {
      lines.push(line(mail))
      if (lines.length > 1) break
      await rm(box.at("new/9.z"))
      await mkdir(box.at("new/9.z"))
    }
    await rm(box.at("new/9.z"), { recursive: true })
    return lines
  }
  const broken = "new/9.z quarantined(unreadable) -"
  expect(await scanBroken("new/1.a")).toEqual(["new/1.a new-ticket T-1", broken])
  expect(await scanBroken("new/2.b")).toEqual(["new/2.b new-ticket T-2"])
  await writeFile(box.at("new/9.z"), letter("z"))
  expect(await collect(at.intake.takeMaildir(box.path))).toEqual(["new/9.z new-ticket T-3"])
})
