// The reading thread: whatever a mail does to it, the next mail is read.
import { afterAll, expect, test } from "vitest"
import { defaults } from "../src/MailLimits.ts"
import * as MailParser from "../src/MailParser.ts"
import { base64, file, mail, multipart } from "./mail.ts"

const parser = MailParser.make(defaults)
afterAll(() => parser.close())

const subjectOf = async (bytes: Uint8Array, reader = parser) => {
  const { facts, refused } = await reader.read(bytes)
  return facts?.subject ?? `${refused?.outcome}(${refused?.reason})`
}

test("one thread reads many mails, one after the other", async () => {
  const read = [1, 2, 3].map((n) => subjectOf(mail({ Subject: `S${n}` })))
  expect(await Promise.all(read)).toEqual(["S1", "S2", "S3"])
})

test("encoded files come out of the thread byte for byte", async () => {
  const { facts } = await parser.read(
    multipart([base64(file("a.log", "b25l")), base64(file("b.log", "dHdv"))]),
  )
  const texts = facts?.attachments.map(({ bytes }) => Buffer.from(bytes).toString())
  expect(texts).toEqual(["one", "two"])
})

test("P12 a mail that takes too long is broken off, and the next one is read", async () => {
  await using hasty = closing(MailParser.make({ ...defaults, parseMillis: 2_000 }))
  const word = "=?utf-8?Q?date=3E2017-08-20T10:08:28.617=3C/pr?="
  const bomb = mail({ To: `${word}\r\n `.repeat(30_000) })
  expect(await subjectOf(bomb, hasty.parser)).toBe("quarantined(unparseable)")
  expect(await subjectOf(mail({ Subject: "next" }), hasty.parser)).toBe("next")
})

test("P12 a mail that fills the heap is broken off, and the next one is read", async () => {
  const bounds = { ...defaults, heapMebibytes: 32, lines: 5_000_000 }
  await using small = closing(MailParser.make(bounds))
  expect(await subjectOf(mail({}, "\n".repeat(4_000_000)), small.parser)).toBe(
    "quarantined(unparseable)",
  )
  expect(await subjectOf(mail({ Subject: "next" }), small.parser)).toBe("next")
})

test("a thread that never starts is nobody's mail", async () => {
  const absent = new URL("./no-such-worker.js", import.meta.url)
  await using broken = closing(MailParser.make(defaults, absent))
  for (const reading of [broken.parser.read(mail()), broken.parser.read(mail())]) {
    await expect(reading).rejects.toThrow(MailParser.MailReaderError)
    await expect(reading).rejects.toThrow(/^reader-failed: got .*no-such-worker/)
  }
})

test("a mail of 24 MiB in one file is read", async () => {
  const line = `${"QUJD".repeat(19)}\r\n`
  const body = line.repeat(Math.floor((24 * 1024 * 1024) / line.length))
  const part = file("big.log").replace(
    "\r\n\r\ncontent",
    `\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`,
  )
  const { facts } = await parser.read(multipart([part]))
  expect(facts?.attachments[0]?.bytes.length).toBeGreaterThan(18_000_000)
})

test("ML68 a mail to 500 addresses is read in time", async () => {
  const to = Array.from({ length: 500 }, (_, n) => `Person ${n} <p${n}@firma.example>`).join(
    ",\r\n ",
  )
  const { facts } = await parser.read(mail({ Cc: to }))
  expect(facts?.recipients).toHaveLength(501)
})

const closing = (parser: MailParser.MailParser) => ({
  parser,
  [Symbol.asyncDispose]: () => parser.close(),
})
