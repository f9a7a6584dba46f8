// The application's own users, and the middleware that knows them. Neither knows of the desk.
import type { NextFunction, Request, Response } from "express"
import type { IncomingMessage } from "node:http"

/** A user: a person of a customer, or one of our own people. */
export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  /** The customer whose person this is; absent for our own people. */
  readonly company?: string
}

/** A request after `readSession`. */
export interface WithUser extends IncomingMessage {
  user?: User
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

/** Puts the user of an `Authorization: Bearer …` on the request, as Passport and its like do. */
export const readSession = (
  request: Request & WithUser,
  _response: Response,
  next: NextFunction,
): void => {
  const [, session = ""] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "") ?? []
  const user = Object.hasOwn(users, session) ? users[session] : undefined
  if (user !== undefined) request.user = user
  next()
}
