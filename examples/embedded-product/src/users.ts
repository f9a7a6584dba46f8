// The people of the product: members of a company, and support. Only a hash of a password is kept.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import type { DatabaseSync } from "node:sqlite"
import { type Row, text } from "./database.ts"

/** The languages of the product. */
export type Language = "en" | "ru"

interface Person {
  readonly id: string
  readonly mail: string
  readonly name: string
  readonly language: Language
}

/** Somebody of a customer. */
export interface Member extends Person {
  readonly role: "member"
  readonly company: string
}

/** One of the product's own. */
export interface Support extends Person {
  readonly role: "support"
}

export type User = Member | Support

/** What is kept of a password: nobody can read it out of that. */
export const sealOf = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  return `${salt.toString("base64url")}.${(await hashOf(password, salt)).toString("base64url")}`
}

/** Keeps a new person, with the seal of their password. */
export const addUser = (db: DatabaseSync, user: User, seal: string): void => {
  const { id, mail, name, language, role } = user
  const company = user.role === "member" ? user.company : null
  db.prepare(
    "INSERT INTO users (id, mail, name, language, role, company, password) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ).run(id, mail, name, language, role, company, seal)
}

/** The person with this mail and this password. A wrong mail takes as long as a wrong password. */
export const userBy = async (
  db: DatabaseSync,
  mail: string,
  password: string,
): Promise<User | undefined> => {
  const row = db.prepare("SELECT * FROM users WHERE mail = ?").get(mail)
  const isRight = await opens(row === undefined ? nobodys : text(row, "password"), password)
  return row !== undefined && isRight ? userOf(row) : undefined
}

/** What somebody is called, or undefined for nobody. */
export const nameOf = (db: DatabaseSync, id: string): string | undefined => {
  const row = db.prepare("SELECT name FROM users WHERE id = ?").get(id)
  return row && text(row, "name")
}

/** The person of a row. */
export const userOf = (row: Row): User => {
  const person = {
    id: text(row, "id"),
    mail: text(row, "mail"),
    name: text(row, "name"),
    language: text(row, "language") === "ru" ? "ru" : "en",
  } as const
  return text(row, "role") === "support"
    ? { ...person, role: "support" }
    : { ...person, role: "member", company: text(row, "company") }
}

const hashBytes = 32

const hashOf = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize(), salt, hashBytes, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    )
  })

const opens = async (seal: string, password: string): Promise<boolean> => {
  const [salt, hash] = seal.split(".").map((part) => Buffer.from(part, "base64url"))
  if (salt === undefined || hash?.length !== hashBytes) return false
  return timingSafeEqual(hash, await hashOf(password, salt))
}

// A seal that no password opens.
const nobodys = `${"A".repeat(22)}.${"A".repeat(43)}`
