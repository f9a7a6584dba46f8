// Signs by which machines give themselves away where their headers do not.
import * as Address from "../Address.ts"
import type { MailFacts } from "../MailFacts.ts"

/**
 * How out-of-office replies begin that carry no header (Outlook 2007, Lotus, Yandex, Mail.ru).
 * Each is the whole subject or stands before a colon: a request about automatic replies passes.
 */
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

/** Whether a subject is that of an out-of-office reply. */
export const isOutOfOffice = (subject: string): boolean => {
  const [start = ""] = subject.toLowerCase().split(":")
  const words = start.trim()
  return (
    outOfOfficeSubjects.some((known) => known === words) || words.endsWith(" is out of the office")
  )
}

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
