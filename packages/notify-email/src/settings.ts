// The options, checked and completed.
import type { ConnectionOptions } from "node:tls"
import { domainToASCII } from "node:url"
import { Notifier } from "@upkeep/core/effect"
import { Result } from "effect"
import { partsOf } from "./address.ts"
import type { EmailOptions, SmtpOptions } from "./options.ts"
import { problemsIn } from "./rules.ts"
import { smtpOptionsOf } from "./smtpUrl.ts"

/** The server with nothing left open. */
export interface Smtp {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly requireTls: boolean
  readonly auth: { readonly user: string; readonly pass: string } | undefined
  readonly tls: ConnectionOptions
}

/** The options with nothing left open. */
export interface Settings {
  readonly from: { readonly name: string; readonly address: string }
  /** The sender's domain in ASCII. */
  readonly domain: string
  readonly returnPath: string
  readonly plusAddressing: boolean
  readonly smtp: Smtp
  /** `host:port`, for messages. */
  readonly server: string
  readonly connections: number
  readonly connectionMillis: number
  readonly greetingMillis: number
  readonly socketMillis: number
  readonly sendMillis: number
}

/** The settings, or every problem of the options in one permanent error. */
export const settingsOf = (
  options: EmailOptions,
): Result.Result<Settings, Notifier.NotifyError> => {
  const problems = problemsIn(options)
  if (problems.length === 0) return Result.succeed(completed(options))
  const detail = `invalid-options of email: ${problems.map(({ message }) => message).join("; ")}`
  return Result.fail(new Notifier.NotifyError({ reason: "permanent", detail }))
}

const completed = (options: EmailOptions): Settings => {
  const { from, returnPath = from.address, plusAddressing = false } = options
  const { connections = 5, connectionMillis = 10_000, greetingMillis = 10_000 } = options
  const { socketMillis = 60_000, sendMillis = 120_000 } = options
  const smtp = smtpOf(options.smtp)
  return {
    from: { name: from.name ?? "", address: from.address },
    domain: domainToASCII(partsOf(from.address)[1]),
    returnPath,
    plusAddressing,
    smtp,
    server: `${smtp.host}:${smtp.port}`,
    connections,
    connectionMillis,
    greetingMillis,
    socketMillis,
    sendMillis,
  }
}

const smtpOf = (given: SmtpOptions | string): Smtp => {
  const options = typeof given === "string" ? smtpOptionsOf(given) : given
  if (options === undefined) throw new Error("smtp: got text that the rules had let through")
  const { host, secure = false, auth } = options
  const { port = secure ? 465 : 587, requireTls = auth !== undefined } = options
  const { ca, ...rest } = options.tls ?? {}
  const tls = ca === undefined ? rest : { ...rest, ca: typeof ca === "string" ? ca : [...ca] }
  return { host, port, secure, requireTls, auth, tls }
}
