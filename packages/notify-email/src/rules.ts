// What the options must be, field by field.
import { Problem } from "@upkeep/core"
import { Predicate } from "effect"
import { isAddress, localOctets, partsOf } from "./address.ts"
import { type Check, flag, hidden, line, optional, record, secret, that, whole } from "./check.ts"
import { smtpOptionsOf } from "./smtpUrl.ts"

/** Characters of a reply token, as the port promises. */
export const replyTokenCharacters = 45
const longestMillis = 3_600_000
const mostConnections = 100

const address = that(isAddress, "one mail address")
const millis = optional(whole(1, longestMillis))
const isText = (value: unknown) => typeof value === "string" && value !== ""
const isTextOrTexts = (value: unknown) =>
  isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText))

const server = record({
  host: that(
    (value) => typeof value === "string" && /^[^\s\p{Cc}/@]+$/u.test(value),
    "a host name or an IP address",
  ),
  port: optional(whole(1, 65_535)),
  secure: optional(flag),
  requireTls: optional(flag),
  auth: optional(record({ user: line, pass: secret(that(isText, "a password")) })),
  tls: optional(
    record({
      ca: optional(secret(that(isTextOrTexts, "a PEM text or a list of them"))),
      servername: optional(line),
      rejectUnauthorized: optional(flag),
    }),
  ),
})

const smtp: Check = (value, path) => {
  if (typeof value !== "string") return server(value, path)
  const read = smtpOptionsOf(value)
  if (read !== undefined) return server(read, path)
  const expected = "smtp://user:password@host:587, every special character as %XX, nothing behind"
  return [Problem.make({ code: "invalid-value", path, got: hidden, expected })]
}

const options = record({
  from: record({ name: optional(line), address }),
  smtp,
  returnPath: optional(address),
  plusAddressing: optional(flag),
  connections: optional(whole(1, mostConnections)),
  connectionMillis: millis,
  greetingMillis: millis,
  socketMillis: millis,
  sendMillis: millis,
})

/** Everything that is wrong with the options of `email`. */
export const problemsIn = (given: unknown): ReadonlyArray<Problem.Problem> => [
  ...options(given, ""),
  ...(Predicate.isObject(given) ? roomForToken(given["from"], given["plusAddressing"]) : []),
]

const roomForToken = (from: unknown, plusAddressing: unknown): ReadonlyArray<Problem.Problem> => {
  if (plusAddressing !== true || !Predicate.isObject(from) || !isAddress(from["address"])) return []
  const most = localOctets - replyTokenCharacters - 1
  const [local] = partsOf(from["address"])
  const octets = Buffer.byteLength(local)
  const expected = `at most ${most} octets before the @, for plusAddressing`
  const parts = { code: "no-room-for-token", path: "from.address", got: octets, expected }
  return octets <= most ? [] : [Problem.make(parts)]
}
