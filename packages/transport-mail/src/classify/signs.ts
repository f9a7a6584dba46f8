// Signs by which machines give themselves away where their headers do not.
import * as Address from "../Address.ts"
import type { MailFacts } from "../MailFacts.ts"

/** The subjects of out-of-office replies without a header (Outlook 2007, Yandex, Mail.ru). */
const outOfOfficeSubjects = [
  "out of office",
  "out of office reply",
  "out of office autoreply",
  "out of the office",
  "automatic reply",
  "auto reply",
  "auto-reply",
  "autoreply",
  "auto response",
  "vacation reply",
  "автоответ",
  "автоматический ответ",
  "автоответчик",
  "вне офиса",
  "нет на месте",
  "нет на рабочем месте",
  "отсутствую в офисе",
  "уведомление об отсутствии",
] as const

// Lotus signs with its own form of a name: `Emma McKinney/MAIL/BIR is out of the office`.
const lotusSubject = /^[^:/]+(?:\/[^:/]+)+ is out of the office$/

/**
 * Whether the whole subject is that of an out-of-office reply. «Out of office: VPN is down» is not:
 * what has words of its own may be a request.
 */
export const isOutOfOffice = (subject: string): boolean => {
  const words = wordsOf(subject)
  return isKnown(words) || lotusSubject.test(words)
}

/** Whether the subject begins as that of an out-of-office reply, or ends as one. */
export const mayBeOutOfOffice = (subject: string): boolean => {
  const [start = ""] = subject.split(":")
  return isKnown(wordsOf(start)) || wordsOf(subject).endsWith(" is out of the office")
}

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .trim()
    .replace(/[\s.!:]+$/, "")

const isKnown = (words: string): boolean => outOfOfficeSubjects.some((known) => known === words)

/** Whether nobody reads what is sent to this address: `no-reply@`, `notifications-noreply@`. */
export const isNoReply = (address: string): boolean =>
  /(^|[-_.])(no|do[-_.]?not)[-_.]?reply([-_.+][^@]*)?@|^(mailer-daemon|postmaster)@/i.test(address)

/** The reply tokens in the plus parts of the recipients; whether they are ours is not known yet. */
export const tokensOf = ({ recipients }: Pick<MailFacts, "recipients">): ReadonlyArray<string> =>
  recipients.flatMap((address) => {
    const part = Address.plusPart(address) ?? ""
    return isToken(part) ? [part] : []
  })

/** Whether a text has the form of a reply token: 45 characters of a–z and 2–7. */
const isToken = (text: string): boolean => /^[a-z2-7]{45}$/.test(text)
