// The server written as a URL.
import type { SmtpOptions } from "./options.ts"

/**
 * The options that `smtp://user:password@host:port` stands for, or nothing if it is not of this
 * form.
 */
export const smtpOptionsOf = (text: string): SmtpOptions | undefined => {
  const url = URL.parse(text)
  if (url === null || !["smtp:", "smtps:"].includes(url.protocol) || !endsAtHost(url)) {
    return undefined
  }
  const [user, pass] = [decoded(url.username), decoded(url.password)]
  if (user === undefined || pass === undefined) return undefined
  return {
    host: url.hostname.replace(/^\[(.*)\]$/u, "$1"),
    secure: url.protocol === "smtps:",
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    ...(user === "" && pass === "" ? {} : { auth: { user, pass } }),
  }
}

const endsAtHost = ({ pathname, search, hash }: URL): boolean =>
  (pathname === "" || pathname === "/") && search === "" && hash === ""

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
