// What a mail is, before anyone asks which ticket it belongs to.
import { expect, test } from "vitest"
import * as Verdict from "../src/classify/Verdict.ts"
import { defaults } from "../src/MailLimits.ts"
import { read } from "../src/read/Read.ts"
import { mail, multipart, raw } from "./mail.ts"

const own = new Set(["info@mixvel.example"])
const token = "a".repeat(45)

const verdictOf = async (bytes: Uint8Array): Promise<string> => {
  const { facts } = await read(bytes, defaults)
  if (facts === undefined) return "refused before it was judged"
  const verdict = Verdict.of(facts, own)
  if (verdict.kind === "refuse") return `${verdict.outcome}(${verdict.reason})`
  if (verdict.kind === "bounce") return "bounce"
  return verdict.sender.acknowledge ? "take" : "take without acknowledgement"
}

const report = (type: string, status: string): Uint8Array =>
  mail(
    {
      From: "MAILER-DAEMON",
      "Content-Type": `multipart/report; report-type=${type}; boundary="r"`,
    },
    `--r\r\n\r\nSorry.\r\n--r\r\nContent-Type: message/${type}\r\n\r\n${status}\r\n--r--`,
  )

test.each([
  ["a customer's mail", mail(), "take"],
  ["ML02 no sender", mail({ From: undefined }), "quarantined(no-sender)"],
  [
    "ML04 two From headers",
    raw("From: a@a.example\r\nFrom: a@a.example\r\n\r\n"),
    "quarantined(ambiguous-sender)",
  ],
  [
    "ML04 two addresses in From",
    mail({ From: "a@a.example, b@b.example" }),
    "quarantined(ambiguous-sender)",
  ],
  [
    "ML08 an encoded address",
    mail({ From: "=?utf-8?q?=40a.example?=@b.example" }),
    "quarantined(invalid-address)",
  ],
  [
    "ML13 a long address",
    mail({ From: `${"a".repeat(65)}@a.example` }),
    "quarantined(invalid-address)",
  ],
  ["ML27 our own address", mail({ From: "Info@Mixvel.example" }), "ignored(own-address)"],
  [
    "ML27 our own address with a plus part",
    mail({ From: `info+${token}@mixvel.example` }),
    "ignored(own-address)",
  ],
  [
    "ML28 an automatic reply",
    mail({ "Auto-Submitted": "auto-replied (vacation)" }),
    "ignored(auto-reply)",
  ],
  ["ML28 a mail that says it is not automatic", mail({ "Auto-Submitted": "no" }), "take"],
  [
    "ML28 an out-of-office reply without a header",
    mail({ Subject: "Out of Office reply" }),
    "ignored(auto-reply)",
  ],
  [
    "ML28 a request about automatic replies",
    mail({ Subject: "Automatic reply is not sent" }),
    "take",
  ],
  ["ML28 an answer to an automatic reply", mail({ Subject: "Re: Automatic reply: gone" }), "take"],
  ["ML30 a delivery report", report("delivery-status", "Action: failed"), "bounce"],
  [
    "a report that a mail is late",
    report("delivery-status", "Action: delayed"),
    "ignored(delivery-notice)",
  ],
  [
    "ML30 a null return path without a report",
    mail({ "Return-Path": "<>" }),
    "ignored(unknown-dsn)",
  ],
  [
    "ML28 before ML30",
    mail({ "Return-Path": "<>", "Auto-Submitted": "auto-replied" }),
    "ignored(auto-reply)",
  ],
  ["ML32 a list", mail({ "List-Id": "<news.x.example>" }), "quarantined(bulk)"],
  ["ML32 bulk", mail({ Precedence: "Bulk" }), "quarantined(bulk)"],
  [
    "ML33 another desk's acknowledgement",
    mail({ "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" }),
    "ignored(auto-reply)",
  ],
  [
    "ML64 a receipt",
    report("disposition-notification", "Disposition: displayed"),
    "ignored(receipt)",
  ],
  [
    "ML75 no-reply to a ticket",
    mail({ From: "no-reply@shop.example", To: `info+${token}@mixvel.example` }),
    "quarantined(third-party)",
  ],
  [
    "ML75 no-reply to the desk",
    mail({ From: "no-reply@shop.example" }),
    "take without acknowledgement",
  ],
  [
    "who asks for no automatic answer gets none",
    mail({ "X-Auto-Response-Suppress": "All" }),
    "take without acknowledgement",
  ],
])("%s", async (_, bytes, expected) => {
  expect(await verdictOf(bytes)).toBe(expected)
})

test("a person who attaches a report is no report", async () => {
  const part = "Content-Type: message/delivery-status\r\n\r\nAction: failed"
  expect(await verdictOf(multipart([part]))).toBe("take")
})

test.each([
  ["Автоответ", "ignored(auto-reply)"],
  ["Out of Office: ", "ignored(auto-reply)"],
  ["Emma McKinney/MAIL/BIR is out of the office", "ignored(auto-reply)"],
  ["Автоматический ответ: Бронирование", "take"],
  ["Автоответчик: не пишет голосовые", "take"],
  ["Вне офиса: VPN не работает", "take"],
  ["The printer is out of the office", "take"],
  ["Не приходит автоответ", "take"],
  ["Автоответ не приходит", "take"],
])("ML28 only the subject speaks: %o is %o", async (subject, expected) => {
  expect(await verdictOf(mail({ Subject: encoded(subject) }))).toBe(expected)
})

test.each([
  ["In-Reply-To", "<2.0.x@mixvel.example>"],
  ["To", `info+${token}@mixvel.example`],
])("ML28 in answer to a mail (%s) such a subject waits for a person", async (name, value) => {
  const subject = "Автоматический ответ: Ваш запрос T-1 получен"
  const answer = { Subject: encoded(subject), [name]: value }
  expect(await verdictOf(mail(answer))).toBe("quarantined(auto-reply)")
  expect(await verdictOf(mail({ ...answer, Subject: encoded(`Re: ${subject}`) }))).toBe("take")
})

const encoded = (subject: string): string =>
  `=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`
