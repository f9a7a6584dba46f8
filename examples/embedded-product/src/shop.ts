// The product's database, and the desk that is a guest in the same file.
import { createDesk, type Desk, type Principal, standard } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import type { DatabaseSync } from "node:sqlite"
import { openDatabase } from "./database.ts"
import { directoryOf } from "./directory.ts"
import type { Member, User } from "./users.ts"

/** What every part of the product works with. */
export interface Shop {
  /** The product's own connection. */
  readonly db: DatabaseSync
  readonly desk: Desk
}

/** Opens the product's file, and the desk in it. */
export const openShop = async (file: string): Promise<Shop & AsyncDisposable> => {
  await using opening = new AsyncDisposableStack()
  const db = opening.use(openDatabase(file))
  const desk = opening.use(await openDesk(db, file))
  const open = opening.move()
  return { db, desk, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

const openDesk = (db: DatabaseSync, file: string): Promise<Desk> =>
  createDesk({
    process: {
      ...standard,
      id: "parcel",
      desk: { name: "Parcel", email: "support@parcel.example" },
    },
    storage: sqlite({ file, shared: true }),
    directory: directoryOf(db),
  })

type Customer = Extract<Principal, { readonly kind: "customer" }>

/** A member as the desk knows them: somebody of their company, told in their language. */
export const customerOf = ({ id, company, mail, name, language }: Member): Customer => ({
  kind: "customer",
  id,
  customer: company,
  requester: { address: mail, name, language },
})

/** Somebody signed in as the desk knows them: members are customers, support are agents. */
export const principalOf = (user: User): Principal =>
  user.role === "member" ? customerOf(user) : { kind: "agent", id: user.id }
