// The application's own users, and the middleware that knows them. Neither knows of the desk.
import { getCookie } from "hono/cookie"
import { createMiddleware } from "hono/factory"

/** A user: a person of a customer, or one of our own people. */
export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  /** The customer whose person this is; absent for our own people. */
  readonly company?: string
}

/** What the application's context holds after `readSession`. */
export interface Env {
  readonly Variables: { user: User | undefined }
}

/** Invented, as their sessions are: a real application has both in its database. */
const users: { readonly [session: string]: User } = {
  "session-of-anna": { id: "anna", name: "Anna", email: "anna@acme.example", company: "acme" },
  "session-of-boris": {
    id: "boris",
    name: "Boris",
    email: "boris@volga.example",
    company: "volga",
  },
  "session-of-olga": { id: "olga", name: "Olga", email: "olga@vendor.example" },
}

/** Puts the user of the cookie `session` into the context. */
export const readSession = createMiddleware<Env>(async (context, next) => {
  const session = getCookie(context, "session") ?? ""
  context.set("user", Object.hasOwn(users, session) ? users[session] : undefined)
  await next()
})
