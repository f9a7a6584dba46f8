// What is wrong with the url of a database. It may hold a password, so none of it is ever shown
// but its protocol.

/** The bounds of a port. */
export const portBounds = { least: 1, most: 65_535 } as const

/** A url of which nothing wrong can be seen. */
export const isUrl = (value: unknown): value is string =>
  typeof value === "string" && urlProblem(value) === undefined

/** What is wrong with the text of a url, as "got …, expected …"; undefined where nothing is. */
export const urlProblem = (url: string): string | undefined => {
  const [, protocol, rest = ""] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(url) ?? []
  if (protocol === undefined) return `got text without a protocol, expected ${shape}`
  if (protocol !== "postgres" && protocol !== "postgresql")
    return `got the protocol ${protocol}://, expected ${shape}`
  const server = /^[^/?#]*/.exec(rest)?.[0] ?? ""
  if (hasSpilled(rest.slice(server.length), server)) return unescaped
  const problem = serverProblem(server.slice(server.lastIndexOf("@") + 1), rest)
  if (problem !== undefined) return problem
  if (!URL.canParse(url)) return `got what is no url, expected ${shape}`
  return isDecodable(new URL(url)) ? undefined : unescaped
}

const shape = "text that begins with postgres:// and names a host"

const unescaped =
  "got a user, a password or a database with characters that end a part of a url, expected " +
  "them percent-encoded: / as %2F, # as %23, ? as %3F, @ as %40, % as %25"

// A sign for "the host follows" behind what should have been the host: a part ended too early.
const hasSpilled = (after: string, server: string): boolean =>
  /^[/#][^?]*@/.test(after) || (!server.includes("@") && /[?&][^=&]*@/.test(after))

const serverProblem = (server: string, rest: string): string | undefined => {
  // Without any server the driver goes by PGHOST, or by a host behind the question mark.
  if (server === "" && /^\/./.test(rest)) return undefined
  const [, host = "", port] = /^(\[.*\]|[^:]*)(?::(.*))?$/s.exec(server) ?? []
  if (host === "") return `got no host, expected ${shape}`
  if (port === undefined || port === "") return undefined
  const number = /^\d+$/.test(port) ? Number(port) : 0
  if (number >= portBounds.least && number <= portBounds.most) return undefined
  return `got no port behind the colon, expected one from ${portBounds.least} to ${portBounds.most}`
}

const isDecodable = ({ username, password, pathname }: URL): boolean => {
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}
