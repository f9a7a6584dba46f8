// Who is signed in. The browser has a random token; the product keeps its hash alone.
import { createHash, createHmac, randomBytes } from "node:crypto"
import type { DatabaseSync } from "node:sqlite"
import { type User, userOf } from "./users.ts"

/** A person at a browser. */
export interface Session {
  readonly user: User
  /** Stands in every form of the product: another site cannot know it (CSRF). */
  readonly formToken: string
}

/** How long a session lasts, in milliseconds. */
export const sessionMillis = 8 * 60 * 60 * 1_000

const cookieName = "parcel"

/** Signs somebody in: a session that nobody has had before, as the cookie to set. */
export const openSession = (db: DatabaseSync, user: string): string => {
  const token = randomBytes(32).toString("base64url")
  const now = Date.now()
  db.prepare("DELETE FROM sessions WHERE expires_at <= ?").run(now)
  db.prepare("INSERT INTO sessions (token_hash, user, expires_at) VALUES (?, ?, ?)").run(
    hashOf(token),
    user,
    now + sessionMillis,
  )
  return cookie(token, sessionMillis / 1_000)
}

/** Signs out; answers the cookie that takes the old one away. */
export const closeSession = (db: DatabaseSync, cookies: string): string => {
  db.prepare("DELETE FROM sessions WHERE token_hash = ?").run(hashOf(tokenIn(cookies)))
  return cookie("", 0)
}

/** The session that a `Cookie` header names, where it is one that lasts still. */
export const sessionIn = (db: DatabaseSync, cookies: string): Session | undefined => {
  const token = tokenIn(cookies)
  const row = db
    .prepare(
      "SELECT users.* FROM sessions JOIN users ON users.id = sessions.user WHERE token_hash = ? AND expires_at > ?",
    )
    .get(hashOf(token), Date.now())
  return row && { user: userOf(row), formToken: formTokenOf(token) }
}

const tokenIn = (cookies: string): string =>
  cookies
    .split(/; */)
    .find((each) => each.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1) ?? ""

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex")

// Made of the session's token, so there is nothing more to keep; it gives nothing of it away.
const formTokenOf = (token: string): string =>
  createHmac("sha256", token).update("forms").digest("base64url")

// Lax: a form on another site is sent without it. Behind TLS it is to be `Secure` as well.
const cookie = (value: string, seconds: number): string =>
  `${cookieName}=${value}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${seconds}`
