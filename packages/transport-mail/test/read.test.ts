// Raw bytes become facts: the rows of the catalogue that are about reading.
import { Buffer } from "node:buffer"
import { describe, expect, test } from "vitest"
import type { MailFacts } from "../src/MailFacts.ts"
import { defaults } from "../src/MailLimits.ts"
import { read } from "../src/read/Read.ts"
import { base64, file, mail, multipart, raw } from "./mail.ts"

const factsOf = async (bytes: Uint8Array): Promise<MailFacts> => {
  const { facts, refused } = await read(bytes, defaults)
  if (facts === undefined) throw new Error(`refused: ${refused.reason}`)
  return facts
}
const refusalOf = async (bytes: Uint8Array) => {
  const { refused } = await read(bytes, defaults)
  return refused === undefined ? "read" : `${refused.outcome}(${refused.reason})`
}
const codes = ({ warnings }: MailFacts) => warnings.map((warning) => warning.split(":")[0])

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

const nested = (levels: number) =>
  Array.from({ length: levels }, (_, level) => {
    return `Content-Type: multipart/mixed; boundary="l${level}"\r\n\r\n--l${level}\r\n`
  }).join("")

const parts = (count: number) => multipart(Array.from({ length: count }, () => "\r\nx"))

const words = (charset: string, bytes: ReadonlyArray<number>) =>
  `=?${charset}?B?${Buffer.from(bytes).toString("base64")}?=`

const names = async (...sent: ReadonlyArray<string>) =>
  (await factsOf(multipart(sent.map((name) => file(name))))).attachments.map(({ name }) => name)

describe("senders", () => {
  test("ML02 random bytes have no sender", async () => {
    let seed = 7
    const noise = Uint8Array.from({ length: 1_000_000 }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed >> 16
    })
    expect((await factsOf(noise)).fromHeaders).toBe(0)
  })

  test("ML04 every From header is counted", async () => {
    const facts = await factsOf(raw("From: a@a.example\r\nFrom: b@b.example\r\n\r\nx"))
    expect(facts.fromHeaders).toBe(2)
    expect(facts.from.map(({ address }) => address)).toEqual(["a@a.example", "b@b.example"])
  })

  test.each([
    ["ML08 an encoded local part", "=?utf-8?q?=40attacker.com?=@microsoft.com"],
    ["ML13 a local part of 65 characters", `${"a".repeat(65)}@a.example`],
    ["ML13 a domain of 256 characters", `a@${"a".repeat(60).concat(".").repeat(5)}example`],
    ["a quoted local part", '"a@b"@c.example'],
    ["an empty address", "Anna <>"],
    ["no address", "Anna"],
  ])("%s is no address", async (_, from) => {
    const { from: found, fromHeaders } = await factsOf(mail({ From: from }))
    expect(fromHeaders).toBe(1)
    expect(found[0]?.address ?? null).toBeNull()
  })

  test("ML11 a homograph domain is shown in ASCII", async () => {
    const from = Buffer.from("a@firm\u0430.example").toString("latin1")
    expect((await factsOf(mail({ From: from }))).from[0]?.address).toBe("a@xn--firm-83d.example")
  })

  test("a display name that is an address is left out", async () => {
    const facts = await factsOf(mail({ From: "alice@a.example <bob@b.example>" }))
    expect(facts.from).toEqual([{ address: "bob@b.example", name: null }])
    expect(codes(facts)).toContain("name-is-address")
  })
})

describe("Message-IDs", () => {
  test.each(["< >", "", "<>"])("ML17 a blank Message-ID %o is none", async (id) => {
    expect((await factsOf(mail({ "Message-ID": id }))).messageId).toBeNull()
  })

  test("ML18 of two Message-IDs the first is taken", async () => {
    const facts = await factsOf(mail({ "Message-ID": "<a@x>\r\nMessage-ID: <b@x>" }))
    expect(facts.messageId).toBe("a@x")
    expect(codes(facts)).toContain("message-id-repeated")
  })

  test("ML19 a Message-ID of 1 MB is read", async () => {
    const facts = await factsOf(mail({ "Message-ID": `<${"a".repeat(1_000_000)}@x>` }))
    expect(facts.messageId).toHaveLength(1_000_002)
    expect(codes(facts)).toContain("message-id-long")
  })

  test("what a mail answers is read nearest first", async () => {
    const facts = await factsOf(mail({ "In-Reply-To": "<3@x>", References: "<1@x> <2@x> <3@x>" }))
    expect(facts.answers).toEqual(["3@x", "2@x", "1@x"])
  })
})

describe("bounds", () => {
  test("ML39 a header of 5 MB is too big", async () => {
    expect(await refusalOf(mail({ "X-Long": "a".repeat(5_000_000) }))).toBe("too-big(header)")
  })

  test("ML40 100,000 headers are too many", async () => {
    expect(await refusalOf(raw(`From: a@a.example\r\n${"X: 1\r\n".repeat(100_000)}\r\n`))).toBe(
      "too-big(headers)",
    )
  })

  test("ML41 100,000 empty parts are too many, within a second", async () => {
    const began = performance.now()
    expect(await refusalOf(multipart(Array.from({ length: 100_000 }, () => "\r\n")))).toBe(
      "too-big(parts)",
    )
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  test("200 parts are taken, 201 are not", async () => {
    expect(await refusalOf(parts(200))).toBe("read")
    expect(await refusalOf(parts(201))).toBe("too-big(parts)")
  })

  test.each([21, 257, 20_000])("ML42 %i levels are too deep", async (levels) => {
    expect(await refusalOf(raw(`From: a@a.example\r\n${nested(levels)}`))).toBe(
      "quarantined(too-deep)",
    )
  })

  test("20 levels are read", async () => {
    expect(await refusalOf(raw(`From: a@a.example\r\n${nested(20)}\r\nx`))).toBe("read")
  })

  test("more than a million lines are too many", async () => {
    expect(await refusalOf(mail({}, "\n".repeat(1_000_001)))).toBe("too-big(lines)")
  })

  test("ML43 mails in mails are files, and not read", async () => {
    const inner = "Content-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\n"
    const facts = await factsOf(raw(`From: a@a.example\r\n${inner.repeat(200)}\r\nx`))
    expect(facts.attachments.map(({ mediaType }) => mediaType)).toEqual(["message/rfc822"])
  })
})

describe("broken structure", () => {
  test.each([
    ["missing", "multipart/mixed", "boundary-missing"],
    ["empty", 'multipart/mixed; boundary=""', "boundary-missing"],
    ["of 1,000 characters", `multipart/mixed; boundary="${"b".repeat(1_000)}"`, "boundary-long"],
  ])("ML44 a boundary that is %s gives a text and a warning", async (_, type, warning) => {
    const facts = await factsOf(mail({ "Content-Type": type }, "What can be read."))
    expect(facts.text).toBe("What can be read.")
    expect(codes(facts)).toContain(warning)
  })

  test("ML44 an inner boundary that is the outer one gives a text and a warning", async () => {
    const facts = await factsOf(
      multipart(['Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\n\r\nx']),
    )
    expect(facts.text).toBe("x")
    expect(codes(facts)).toContain("boundary-repeated")
  })

  test.each([
    ["quoted-printable", "a =ZZ b", "broken-quoted-printable"],
    ["base64", "SGVs!!!bG8=", "broken-base64"],
  ])("ML53 broken %s is read as far as it goes", async (encoding, body, warning) => {
    const facts = await factsOf(mail({ "Content-Transfer-Encoding": encoding }, body))
    expect(facts.text).not.toBe("(no text)")
    expect(codes(facts)).toContain(warning)
  })

  test("ML74 LF alone, a byte order mark and an mbox line are read", async () => {
    const lf = "From: a@a.example\nSubject: s\n\ntext"
    for (const lead of [
      "",
      "\u00ef\u00bb\u00bf",
      "From a Fri Feb 21 16:23:14 2013\n",
      "\r\n  \r\n",
    ]) {
      expect(await factsOf(raw(lead + lf))).toMatchObject({
        fromHeaders: 1,
        subject: "s",
        text: "text",
      })
    }
  })

  test("ML74 lines that end in CR alone are no lines", async () => {
    expect((await factsOf(raw("From: a@a.example\rSubject: s\r\rtext"))).fromHeaders).toBe(0)
  })
})

describe("texts", () => {
  test.each([
    ["koi8-r", words("koi8-r", [0xd4, 0xc5, 0xd3, 0xd4])],
    ["windows-1251", words("windows-1251", [0xf2, 0xe5, 0xf1, 0xf2])],
    ["utf-16", words("utf-16", [0x42, 0x04, 0x35, 0x04, 0x41, 0x04, 0x42, 0x04])],
    ["raw koi8-r bytes", "\u00d4\u00c5\u00d3\u00d4"],
    ["raw windows-1251 bytes", "\u00f2\u00e5\u00f1\u00f2"],
    ["raw UTF-8 bytes", Buffer.from("тест").toString("latin1")],
  ])("a subject in %s is read", async (_, subject) => {
    expect((await factsOf(mail({ Subject: subject }))).subject).toBe("тест")
  })

  test("ML45 an unknown charset is read as Latin-1, with a warning", async () => {
    const facts = await factsOf(
      mail({ "Content-Type": "text/plain; charset=x-klingon" }, "caf\u00e9"),
    )
    expect(facts.text).toBe("café")
    expect(facts.warnings).toContain('unknown-charset: "x-klingon" was read as Latin-1')
  })

  test("UTF-7 has no decoder and stays as it came", async () => {
    const facts = await factsOf(mail({ Subject: "=?utf-7?q?+BEI-?=" }))
    expect(facts.subject).toBe("+BEI-")
    expect(codes(facts)).toContain("unknown-charset")
  })

  test("ML50 a subject of 100,000 encoded words is cut to 998 characters", async () => {
    const facts = await factsOf(mail({ Subject: "=?utf-8?q?abc?=\r\n ".repeat(100_000) }))
    expect(facts.subject).toHaveLength(998)
    expect(codes(facts)).toContain("subject-cut")
  })

  test("ML51 a missing subject and a missing text are named", async () => {
    expect(await factsOf(mail({ Subject: undefined }, " "))).toMatchObject({
      subject: "(no subject)",
      text: "(no text)",
    })
  })

  test.each([undefined, "soon", ""])("ML52 the date %o is no date", async (date) => {
    const facts = await factsOf(mail({ Date: date }))
    expect(facts.dateClaimed).toBeNull()
    expect(codes(facts)).toContain("date-unreadable")
  })

  test("ML55 ML57 HTML becomes text: no scripts, no images, no attributes", async () => {
    const html = `<style>@import url(x)</style><script>alert(1)</script>
      <p onclick="x()">Hello<img src=http://tracker onerror=y>
      <svg onload=alert(1)><b>world</b></p>`
    const facts = await factsOf(mail({ "Content-Type": "text/html" }, html))
    expect(facts.text).toBe("Hello world")
  })

  test("ML60 a line of 1 MB is read in linear time", async () => {
    const began = performance.now()
    const facts = await factsOf(mail({}, "> ".repeat(500_000)))
    expect(facts.text).toHaveLength(200_000)
    expect(facts.textCut).toBe(true)
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  test("ML61 a reply marker that anybody can type cuts nothing", async () => {
    const facts = await factsOf(mail({}, "a\r\n-- reply above this line --\r\nb"))
    expect(facts.text).toBe("a\n-- reply above this line --\nb")
  })

  test("H24 H25 H26 H27 texts are made such that the desk takes them", async () => {
    const subject = Buffer.from(`a\u202eb${"\u0301".repeat(100)}`).toString("latin1")
    const facts = await factsOf(mail({ Subject: subject }, "x\0y"))
    expect(facts.subject).toBe(`ab${"\u0301".repeat(16)}`)
    expect(facts.text).toBe("xy")
    expect(codes(facts)).toContain("forbidden-character")
  })
})

describe("files", () => {
  test("A01 only the last part of a path is a name", async () => {
    expect(await names("../../etc/passwd", "/abs", "C:x.txt", "a/../b.log")).toEqual([
      "passwd",
      "abs",
      "x.txt",
      "b.log",
    ])
  })

  test("A02 A04 names are cleaned, cut, and never reserved", async () => {
    const [cut, ...rest] = await names(
      `${"n".repeat(5_000)}.log`,
      "",
      "..",
      "CON",
      "NUL.txt",
      "dot.",
      "a;b\0.txt",
    )
    expect(cut).toHaveLength(200)
    expect(cut).toMatch(/n\.log$/)
    expect(rest).toEqual(["attachment-2", "attachment-3", "_CON", "_NUL.txt", "dot", "a_b.txt"])
  })

  test("A06 programs are not kept, only named", async () => {
    const facts = await factsOf(
      multipart([file("x.png.exe"), file("x.log"), file("y.txt", "MZ\u0090\0\u0003\0\0\0")]),
    )
    expect(facts.attachments.map(({ name }) => name)).toEqual(["x.log"])
    expect(facts.leftOut).toEqual(["x.png.exe", "y.txt"])
  })

  test("A07 A08 the type is what the bytes are, and never free text", async () => {
    const types = await factsOf(
      multipart([
        base64(file("a.txt", png)),
        file("b.png", "<html>", "image/png"),
        file("c.txt", "text", 'text/html"><script>'),
      ]),
    )
    expect(types.attachments.map(({ mediaType }) => mediaType)).toEqual([
      "image/png",
      "application/octet-stream",
      "application/octet-stream",
    ])
  })

  test("ML66 of 60 files 50 are kept and 10 named", async () => {
    const facts = await factsOf(multipart(Array.from({ length: 60 }, (_, n) => file(`${n}.log`))))
    expect(facts.attachments).toHaveLength(50)
    expect(facts.leftOut).toHaveLength(10)
    expect(facts.leftOut[0]).toBe("50.log")
  })
})
