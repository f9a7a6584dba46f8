// The intake against a desk in memory: one mail, one recorded outcome (P15).
import { describe, expect, test } from "vitest"
import { byAgent, day, minute, monday, open, outbox, tokenOf } from "./desk.ts"
import { file, headers, mail, multipart, raw } from "./mail.ts"

describe("new tickets", () => {
  test("a mail opens a ticket with its words, its sender and its time", async () => {
    await using at = await open()
    const taken = await at.intake.take({ raw: mail(), receivedAt: monday - 5 * minute, name: "m" })
    expect(taken).toMatchObject({ file: "m", outcome: "new-ticket", reason: "", ticket: "T-1" })
    const view = await at.desk.show("T-1")
    expect(view).toMatchObject({
      subject: "Booking fails",
      customer: "firma",
      channel: "email",
      requester: { address: "anna@firma.example", name: "Anna Orlova" },
      messageIds: ["first@firma.example"],
    })
    expect(view.history[0]).toMatchObject({
      text: "Since noon every booking fails.",
      effectiveAt: monday - 5 * minute,
    })
  })

  test.each([
    ["ru", "Ошибка при оплате: TypeError: x is not a function"],
    ["en", "It fails."],
    [undefined, "???"],
  ])("a machine answers in the writer's language: %s", async (language, text) => {
    await using at = await open()
    const type = { "Content-Type": "text/plain; charset=utf-8", From: "a@a.example", Subject: "?" }
    await at.take(mail(type, Buffer.from(text).toString("latin1")))
    expect((await at.desk.show("T-1")).requester.language).toBe(language)
  })

  test("files are attached by content", async () => {
    await using at = await open()
    await at.take(multipart([file("../a.log", "one"), file("b.exe")]))
    const [registered] = (await at.desk.show("T-1")).history
    expect(registered?.attachments.map(({ name }) => name)).toEqual(["a.log"])
    expect(registered?.text).toContain("[Files of this mail that were not attached: b.exe]")
  })

  test("ML12 case does not make another customer, a plus tag does", async () => {
    await using at = await open()
    await at.take(mail({ From: "ANNA@Firma.Example", "Message-ID": undefined }))
    await at.take(mail({ From: "anna+x@firma.example", "Message-ID": undefined }))
    expect((await at.desk.show("T-1")).customer).toBe("firma")
    expect((await at.desk.show("T-2")).customer).toBeNull()
  })

  test("ML11 a homograph domain is not the customer's", async () => {
    await using at = await open()
    await at.take(mail({ From: Buffer.from("anna@firm\u0430.example").toString("latin1") }))
    expect(await at.desk.show("T-1")).toMatchObject({
      customer: null,
      requester: { address: "anna@xn--firm-83d.example" },
    })
  })

  test("ML14 ML17 a mail without a Message-ID is known by its bytes", async () => {
    await using at = await open()
    expect(await at.take(mail({ "Message-ID": undefined }))).toBe("new-ticket")
    expect(await at.take(mail({ "Message-ID": undefined }))).toBe("ignored(already-taken)")
    expect(await at.take(mail({ "Message-ID": "< >" }))).toBe("new-ticket")
    expect(await at.take(mail({ "Message-ID": "<>" }))).toBe("new-ticket")
  })

  test("ML19 a Message-ID of 1 MB is known by its hash", async () => {
    await using at = await open()
    const id = `<${"a".repeat(1_000_000)}@x>`
    expect(await at.take(mail({ "Message-ID": id }))).toBe("new-ticket")
    expect(await at.take(mail({ "Message-ID": id }, "other"))).toBe(
      "quarantined(message-id-reused)",
    )
  })

  test.each([
    undefined,
    "soon",
    "Thu, 1 Jan 275761 00:00:00 +0000",
    "Thu, 1 Jan 1970 00:00:00 +0000",
  ])("ML52 the date %o has no effect: the receipt counts", async (date) => {
    await using at = await open()
    expect(await at.take(mail({ Date: date }))).toBe("new-ticket")
    expect((await at.desk.show("T-1")).history[0]?.effectiveAt).toBe(monday)
  })

  test("a receipt in the future counts as now", async () => {
    await using at = await open()
    expect(await at.take(mail(), monday + day)).toBe("new-ticket")
    expect((await at.desk.show("T-1")).history[0]?.effectiveAt).toBe(monday)
  })

  test("ML66 of 60 files the ticket has 50 and a note", async () => {
    await using at = await open()
    await at.take(multipart(Array.from({ length: 60 }, (_, n) => file(`${n}.log`, `${n}`))))
    const [registered] = (await at.desk.show("T-1")).history
    expect(registered?.attachments).toHaveLength(50)
    expect(registered?.text).toContain("not attached: 50.log, 51.log")
  })

  test("the longest subject, text and name are within the desk's limits", async () => {
    await using at = await open()
    const name = "N".repeat(1_000)
    const long = { From: `${name} <a@a.example>`, Subject: "s".repeat(2_000) }
    expect(await at.take(mail(long, "t".repeat(300_000)))).toBe("new-ticket")
    const { history } = await at.desk.show("T-1")
    expect(history[0]?.text).toHaveLength(200_000)
    expect(history[0]?.text).toContain("[The text was cut here. The whole mail is kept.]")
  })

  test.each([
    ["an invisible character", "\u200b"],
    ["5,000 combining marks", "\u0301".repeat(5_000)],
    ["a lone surrogate", "\ud800"],
    ["U+0000", "\0"],
  ])("a body of %s is taken", async (_, body) => {
    await using at = await open()
    const utf8 = Buffer.from(body).toString("latin1")
    const type = { "Content-Type": "text/plain; charset=utf-8" }
    expect(await at.take(mail(type, utf8))).toBe("new-ticket")
  })
})

describe("mails that make no ticket", () => {
  test.each([
    ["ML01 zero bytes", new Uint8Array(), "ignored(empty)"],
    [
      "ML04 two From headers",
      raw("From: a@a.example\r\nFrom: a@a.example\r\n\r\n"),
      "quarantined(ambiguous-sender)",
    ],
    ["ML27 our own address", mail({ From: "info@mixvel.example" }), "ignored(own-address)"],
    ["ML28 an automatic reply", mail({ "Auto-Submitted": "auto-replied" }), "ignored(auto-reply)"],
    ["ML32 a list", mail({ "List-Id": "<l.example>" }), "quarantined(bulk)"],
    ["ML39 a header of 5 MB", mail({ "X-Long": "a".repeat(5_000_000) }), "too-big(header)"],
    ["ML65 26 MB", new Uint8Array(26 * 1024 * 1024), "too-big(mail)"],
    ["ML74 CR alone", raw("From: a@a.example\r\rtext"), "quarantined(no-sender)"],
  ])("%s is booked once", async (_, bytes, expected) => {
    await using at = await open()
    expect(await at.take(bytes)).toBe(expected)
    expect(await at.take(bytes)).toBe("ignored(already-taken)")
    expect(await at.desk.list()).toEqual([])
  })
})

describe("the same mail again", () => {
  test("ML15 changes nothing and names the first ticket", async () => {
    await using at = await open()
    await at.take(mail())
    const before = await at.desk.show("T-1")
    at.clock.now += day
    const again = await at.intake.take({ raw: mail(), receivedAt: at.clock.now })
    expect(again).toMatchObject({ outcome: "ignored", reason: "already-taken", ticket: "T-1" })
    expect((await at.desk.show("T-1")).history).toEqual(before.history)
  })

  test("ML15 two at once make one ticket", async () => {
    await using at = await open()
    const outcomes = await Promise.all([at.take(mail()), at.take(mail())])
    expect(outcomes.toSorted()).toEqual(["ignored(already-taken)", "new-ticket"])
    expect(await at.desk.list()).toHaveLength(1)
  })

  test("ML16 the same Message-ID over other content is quarantined", async () => {
    await using at = await open()
    await at.take(mail())
    expect(await at.take(mail({}, "other"))).toBe("quarantined(message-id-reused)")
  })
})

describe("replies", () => {
  const reply = { Subject: "Re: Booking fails", "Message-ID": "<second@firma.example>" }

  test("a reply to the customer's own mail is added", async () => {
    await using at = await open()
    await at.take(mail())
    expect(await at.take(mail({ ...reply, "In-Reply-To": headers["Message-ID"] }))).toBe("added")
    expect((await at.desk.show("T-1")).messageIds).toHaveLength(2)
  })

  test("a reply token proves the ticket, in an address or in an answered Message-ID", async () => {
    await using at = await open()
    const { ticketId } = await at.intake.take({ raw: mail(), receivedAt: monday })
    const token = await tokenOf(at.desk, ticketId ?? "")
    const to = `info+${token.toUpperCase()}@mixvel.example`
    expect(await at.take(mail({ ...reply, To: to }))).toBe("added")
    const answered = { "In-Reply-To": `<2.0.${token}@mixvel.example>`, "Message-ID": "<3@x>" }
    expect(await at.take(mail({ ...reply, ...answered }))).toBe("added")
    expect(
      await at.take(mail({ ...reply, From: "boris@firma.example", To: to, "Message-ID": "<4@x>" })),
    ).toBe("added")
  })

  test.each([
    ["wrong", (token: string) => `<2.0.${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}@x>`],
    ["short", (token: string) => `<2.0.${token.slice(0, 40)}@x>`],
    ["missing", () => "<2.0.@x>"],
  ])("ML21 a token that is %s joins nothing", async (kind, forged) => {
    await using at = await open()
    const { ticketId } = await at.intake.take({ raw: mail(), receivedAt: monday })
    const token = await tokenOf(at.desk, ticketId ?? "")
    const taken = await at.intake.take({
      raw: mail({ ...reply, "In-Reply-To": forged(token) }),
      receivedAt: monday,
    })
    expect(taken.outcome).toBe("new-ticket")
    expect(taken.warnings.some((warning) => warning.startsWith("reply-token-unknown"))).toBe(
      kind !== "missing",
    )
  })

  test("ML22 a stranger with a good token writes nothing", async () => {
    await using at = await open()
    const { ticketId } = await at.intake.take({
      raw: multipart([file("a.log")]),
      receivedAt: monday,
    })
    const before = await at.desk.show(ticketId ?? "")
    const to = `info+${await tokenOf(at.desk, ticketId ?? "")}@mixvel.example`
    const stranger = mail({ ...reply, From: "mallory@evil.example", To: to })
    expect(await at.take(stranger)).toBe("quarantined(unknown-sender-on-ticket)")
    expect(await at.desk.show(ticketId ?? "")).toEqual(before)
  })

  test.each([
    ["ML23 a ticket's number", "[T-1] Booking fails"],
    ["ML24 the numbers of two tickets", "[T-1] [T-2]"],
    ["ML25 a foreign number", "[X-99]"],
  ])("%s in the subject joins nothing", async (_, subject) => {
    await using at = await open()
    await at.take(mail())
    expect(await at.take(mail({ Subject: subject, "Message-ID": "<9@x>" }))).toBe("new-ticket")
  })

  test("ML25 a token of another tenant joins nothing", async () => {
    await using at = await open()
    const { ticketId } = await at.intake.take({ raw: mail(), receivedAt: monday })
    const other = await at.desk.forTenant("other")
    const to = `info+${await tokenOf(other, ticketId ?? "")}@mixvel.example`
    expect(await at.take(mail({ ...reply, To: to }))).toBe("new-ticket")
  })

  test("ML75 no-reply to a ticket is quarantined", async () => {
    await using at = await open()
    const { ticketId } = await at.intake.take({ raw: mail(), receivedAt: monday })
    const to = `info+${await tokenOf(at.desk, ticketId ?? "")}@mixvel.example`
    expect(await at.take(mail({ ...reply, From: "no-reply@shop.example", To: to }))).toBe(
      "quarantined(third-party)",
    )
  })

  test("a reply to a ticket that is closed opens one that follows it", async () => {
    await using at = await open()
    const { ticketId } = await at.intake.take({ raw: mail(), receivedAt: monday })
    const id = ticketId ?? ""
    await at.desk.submit({
      ...byAgent(id, { type: "withdraw" }),
      actor: { kind: "customer", id: "anna" },
    })
    const answer = mail({ ...reply, "In-Reply-To": headers["Message-ID"] })
    const taken = await at.intake.take({ raw: answer, receivedAt: monday })
    expect(taken).toMatchObject({ outcome: "new-ticket", ticket: "T-2" })
    expect((await at.desk.show("T-2")).follows).toBe(id)
  })
})

describe("machines are not answered", () => {
  test("P15 five tickets a day of one sender are acknowledged, the sixth is not", async () => {
    const { sent, notifier } = outbox()
    await using at = await open({}, [notifier])
    for (let n = 1; n <= 6; n++) await at.take(mail({ "Message-ID": `<${n}@x>` }))
    await at.desk.work()
    expect(sent).toHaveLength(5)
    expect(await at.desk.list()).toHaveLength(6)
  })

  test("ML75 a no-reply address is not acknowledged", async () => {
    const { sent, notifier } = outbox()
    await using at = await open({}, [notifier])
    expect(await at.take(mail({ From: "no-reply@shop.example" }))).toBe("new-ticket")
    await at.desk.work()
    expect(sent).toEqual([])
  })

  test("P15 ML35 the +tag addresses of a mailbox are one sender", async () => {
    const { sent, notifier } = outbox()
    await using at = await open({ limits: { opensPerTenMinutes: 6 } }, [notifier])
    const outcomes: Array<string> = []
    for (let n = 1; n <= 7; n++) {
      const From = `Mallory+${n}@evil.example`
      outcomes.push(await at.take(mail({ From, "Message-ID": `<${n}@x>` })))
    }
    expect(outcomes.slice(5)).toEqual(["new-ticket", "quarantined(sender-rate)"])
    await at.desk.work()
    expect(sent).toHaveLength(5)
  })

  test("ML34 of 30 mails in ten minutes 20 open tickets", async () => {
    await using at = await open()
    const outcomes: Array<string> = []
    for (let n = 1; n <= 30; n++) outcomes.push(await at.take(mail({ "Message-ID": `<${n}@x>` })))
    expect(outcomes.filter((outcome) => outcome === "new-ticket")).toHaveLength(20)
    expect(outcomes.at(-1)).toBe("quarantined(sender-rate)")
    expect(await at.take(mail({ From: "anna+x@firma.example" }))).toBe("quarantined(sender-rate)")
    at.clock.now += 11 * minute
    expect(await at.take(mail({ "Message-ID": "<31@x>" }))).toBe("new-ticket")
  })
})

const status = [
  "Reporting-MTA: dns; mx.example",
  "",
  "Action: failed",
  "Status: 5.1.1",
  "Diagnostic-Code: smtp; 550 no such user",
].join("\r\n")

const bounceOf = (id: string) =>
  mail(
    {
      From: "MAILER-DAEMON@mx.example",
      "Return-Path": "<>",
      "Auto-Submitted": "auto-replied",
      "Content-Type": 'multipart/report; report-type=delivery-status; boundary="r"',
    },
    [
      "--r\r\n\r\nSorry.",
      `--r\r\nContent-Type: message/delivery-status\r\n\r\n${status}`,
      `--r\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: [T-1]\r\nMessage-ID: ${id}`,
      "--r--",
    ].join("\r\n"),
  )

describe("bounces", () => {
  test("ML30 a bounce of our mail is told to its ticket, and opens none", async () => {
    const { sent, notifier } = outbox()
    await using at = await open({}, [notifier])
    await at.take(mail())
    await at.desk.work()
    const [note] = sent
    const id = `<${note?.eventNumber}.${note?.index}.${note?.replyToken}@mixvel.example>`
    const taken = await at.intake.take({ raw: bounceOf(id), receivedAt: monday })
    expect(taken).toMatchObject({ outcome: "ignored", reason: "bounce-recorded", ticket: "T-1" })
    expect(JSON.stringify((await at.desk.show("T-1")).history.at(-1))).toContain("5.1.1 smtp; 550")
    expect(await at.desk.list()).toHaveLength(1)
  })

  test.each([
    ["ML31 a mail that we did not send", "<other@x.example>"],
    ["ML31 a forged token", `<2.0.${"a".repeat(45)}@mixvel.example>`],
  ])("%s is ignored", async (_, id) => {
    await using at = await open()
    expect(await at.take(bounceOf(id))).toBe("ignored(unknown-dsn)")
  })

  test("ML31 a notification that the ticket never had is ignored", async () => {
    await using at = await open()
    const { ticketId } = await at.intake.take({ raw: mail(), receivedAt: monday })
    const id = `<99.9.${await tokenOf(at.desk, ticketId ?? "")}@mixvel.example>`
    expect(await at.take(bounceOf(id))).toBe("ignored(unknown-dsn)")
  })
})
