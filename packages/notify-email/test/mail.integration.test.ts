// What a recipient gets, read back from a real server.
import { describe, expect, test } from "vitest"
import { messageIdOf, threadRootOf } from "../src/index.ts"
import { mailServer } from "./mailServer.ts"
import { notification, optionsFor, send } from "./sending.ts"

const sent = async (given = notification(), more: Parameters<typeof optionsFor>[1] = {}) => {
  await using server = await mailServer()
  const accepted = await send(optionsFor(server.port, more), given)
  const [first, ...others] = server.received
  if (first === undefined || others.length > 0) throw new Error("expected exactly one mail")
  const headers = (name: string) =>
    first.mail.headers.filter(({ key }) => key === name).map(({ value }) => value)
  return { ...first, accepted, headers }
}

describe("P6 a notification becomes one mail", () => {
  test("P6 the mail goes to the recipient, from the sender, and the server's words are the detail", async () => {
    const { mail, sender, recipients, accepted } = await sent()
    expect(mail.to).toEqual([{ name: "Анна Иванова", address: "anna@customer.example" }])
    expect(mail.from).toEqual({ name: "Поддержка", address: "support@example.com" })
    expect({ sender, recipients }).toEqual({
      sender: "support@example.com",
      recipients: ["anna@customer.example"],
    })
    expect(accepted).toEqual({ detail: "250 taken by the test" })
  })

  test("P6 text and HTML are alternatives with the same words, in the recipient's language", async () => {
    const { mail, headers } = await sent()
    expect(headers("content-type")[0]).toMatch(/^multipart\/alternative/)
    expect(mail.text?.trim()).toBe(notification().text)
    expect(mail.html).toContain('<html lang="ru" dir="auto">')
    expect(mail.html).toContain(">Здравствуйте!</p>")
    expect(mail.html).toContain(
      '<a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>.<br>До',
    )
  })

  test("P6 a subject carries the ticket's number once", async () => {
    expect((await sent()).mail.subject).toBe("[MX-42] Ответ на ваше обращение")
    const named = notification({ subject: "Re: MX-42 закрыто" })
    expect((await sent(named)).mail.subject).toBe("Re: MX-42 закрыто")
  })

  test("P6 a long Russian subject arrives whole", async () => {
    const subject = "Очень длинная тема обращения ".repeat(20).trim()
    expect((await sent(notification({ subject }))).mail.subject).toBe(`[MX-42] ${subject}`)
  })

  test("RFC 5322 2.1.1 no line of a mail is longer than 998 octets", async () => {
    const long = `MX-42/${"x".repeat(5_000)}`
    const { raw, mail } = await sent(
      notification({ subject: long, text: `${long} ${"ы".repeat(5_000)}` }),
    )
    const lengths = raw.split("\r\n").map((line) => Buffer.byteLength(line))
    expect(Math.max(...lengths)).toBeLessThanOrEqual(998)
    expect(mail.subject).toBe(`${long.slice(0, 997)}…`)
  })

  test("P6 a repeat has the same Message-ID, subject, text and HTML", async () => {
    const [first, second] = [await sent(), await sent()]
    const words = ({ mail }: typeof first) => [mail.messageId, mail.subject, mail.text, mail.html]
    expect(words(first)).toEqual(words(second))
    expect(first.mail.messageId).toBe(messageIdOf(notification(), "example.com"))
  })

  test("P6 without plus addressing answers go to the sender, with it to the ticket's own address", async () => {
    const address = (mail: Awaited<ReturnType<typeof sent>>["mail"]) => mail.replyTo?.[0]?.address
    expect(address((await sent()).mail)).toBe("support@example.com")
    const { mail } = await sent(notification(), { plusAddressing: true })
    expect(address(mail)).toBe(`support+${notification().replyToken}@example.com`)
  })

  test("P6 bounces go to the return path where one is set", async () => {
    const { sender, mail } = await sent(notification(), { returnPath: "bounces@example.com" })
    expect([sender, mail.from?.address]).toEqual(["bounces@example.com", "support@example.com"])
  })
})

describe("RFC 5322 3.6.4 mails of one ticket form one thread", () => {
  const root = threadRootOf("t-1", "example.com")

  test("a first mail answers the root of its ticket's thread", async () => {
    const { mail } = await sent()
    expect([mail.inReplyTo, mail.references]).toEqual([root, root])
  })

  test("a later mail answers the customer's last one and names root first, then the last ten", async () => {
    const customerMessageIds = Array.from({ length: 12 }, (_, n) => `m${n}@customer.example`)
    const { mail } = await sent(notification({ customerMessageIds }))
    expect(mail.inReplyTo).toBe("<m11@customer.example>")
    const named = customerMessageIds.slice(2).map((id) => `<${id}>`)
    expect(mail.references?.split(/\s+/)).toEqual([root, ...named])
  })

  test("hostile Message-IDs of customers reach no header", async () => {
    const hostile = [
      "a@b\r\nBcc: evil@example.net",
      "a b@c",
      "a@b> <c@d",
      "<a@b>",
      `${"x".repeat(250)}@b`,
      "é@b",
      "",
      "no-at",
    ]
    const { mail, raw } = await sent(notification({ customerMessageIds: ["ok@b", ...hostile] }))
    expect(mail.references?.split(/\s+/)).toEqual([root, "<ok@b>"])
    expect(mail.inReplyTo).toBe("<ok@b>")
    expect(raw).not.toContain("evil@example.net")
  })
})

describe("RFC 3834 machines say that they are machines", () => {
  test.each(["auto-replied", "auto-generated"] as const)(
    "ML33 a mail that is %s says so, and asks for no automatic answer",
    async (automatic) => {
      const { headers } = await sent(notification({ automatic }))
      expect(headers("auto-submitted")).toEqual([automatic])
      expect(headers("x-auto-response-suppress")).toEqual(["All"])
      expect(headers("precedence")).toEqual([])
    },
  )

  test("a person's mail carries no such header", async () => {
    const { headers } = await sent()
    expect(headers("auto-submitted")).toEqual([])
    expect(headers("x-auto-response-suppress")).toEqual([])
  })
})

describe("H26 nothing from outside rules a header or a screen", () => {
  test("H26 bidirectional controls are taken out of the subject", async () => {
    const { mail } = await sent(notification({ subject: "abc \u202Etxt.exe\u2066 \u200Fend" }))
    expect(mail.subject).toBe("[MX-42] abc txt.exe end")
  })

  test("H26 line breaks in a subject start no header", async () => {
    const subject = "Hello\r\nBcc: evil@example.net\n\nbody"
    const { mail, recipients, headers } = await sent(notification({ subject }))
    expect(mail.subject).toBe("[MX-42] Hello Bcc: evil@example.net body")
    expect([recipients.length, headers("bcc")]).toEqual([1, []])
  })

  test("H26 a subject written as an encoded word is shown as it was written", async () => {
    const subject = `=?utf-8?B?${Buffer.from("a\u202Eb\r\nc").toString("base64")}?=`
    const { mail, headers } = await sent(notification({ subject }))
    expect(mail.subject).toBe(`[MX-42] ${subject}`)
    expect(headers("subject")).toHaveLength(1)
  })

  test("H26 a name can be neither a second address nor a header nor an encoded word", async () => {
    const encoded = `=?utf-8?B?${Buffer.from("boss").toString("base64")}?=`
    const split = encoded.replace("=?", "=\u202E?")
    const name = `"A", <evil@example.net>\r\nBcc: x@y.z ${encoded} ${split}`
    const to = { address: "anna@customer.example", name }
    const { mail, recipients } = await sent(notification({ to }))
    expect(recipients).toEqual(["anna@customer.example"])
    expect(mail.to?.map(({ address }) => address)).toEqual(["anna@customer.example"])
    expect(mail.bcc).toBeUndefined()
    expect(mail.to?.[0]?.name).not.toContain("boss")
    const bare = await sent(notification({ to: { ...to, name: split } }))
    expect(bare.raw).not.toContain(encoded)
  })

  test("H26 markup in a text stays text, and control characters are left out", async () => {
    const { mail } = await sent(
      notification({ text: "<script>alert(1)</script>\u0000\u001B[31m & x" }),
    )
    expect(mail.text?.trim()).toBe("<script>alert(1)</script>[31m & x")
    expect(mail.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;[31m &amp; x")
  })
})
