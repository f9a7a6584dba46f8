// A host may open a connection for each request: none that it closed is kept by storeIn.
import { setTimeout } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { on } from "../../../test/contract/storage/stores.ts"
import { sqlite, storeIn } from "../src/index.ts"
import { connectionTo, inTransaction, preparedOf, productIn } from "./host.ts"
import { newFile } from "./place.ts"

setFlagsFromString("--expose-gc")
const collect: () => void = runInNewContext("gc")

const connections = 50

/** Stores one command on a connection of its own, and answers nothing but a weak reference. */
const storedOn = (file: string, index: number): WeakRef<object> => {
  const db = connectionTo(file)
  inTransaction(db, () => storeIn(db, preparedOf({ ticketId: `t${index}` })))
  db.close()
  return new WeakRef(db)
}

it("connections that were closed are collected", async () => {
  const file = newFile()
  productIn(file)
  await on(sqlite({ file, shared: true }), () => Effect.void)
  const closed = Array.from({ length: connections }, (_, index) => storedOn(file, index))
  const kept = () => closed.filter((reference) => reference.deref() !== undefined).length
  // A weak reference holds until the turn ends, and a connection until its statements are gone.
  for (let rounds = 0; rounds < 20 && kept() > 0; rounds += 1) {
    await setTimeout(5)
    collect()
  }
  expect(kept()).toBeLessThanOrEqual(1)
})
