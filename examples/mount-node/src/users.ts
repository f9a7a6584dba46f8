// The application's own users. They know nothing of the desk.

/** A user: a person of a customer, or one of our own people. */
export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  /** The customer whose person this is; absent for our own people. */
  readonly company?: string
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

/** The user of an `Authorization: Bearer …`; nobody where it is missing or unknown. */
export const userOf = (authorization: string | null | undefined): User | undefined => {
  const [, session = ""] = /^Bearer (\S+)$/.exec(authorization ?? "") ?? []
  return Object.hasOwn(users, session) ? users[session] : undefined
}
