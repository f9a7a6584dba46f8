// A place in the feed is one store's: in another, or an older copy, it would pass over events.
import { copyFileSync } from "node:fs"
import { expect, it } from "vitest"
import { acme, commitOf, on } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { newFile } from "./place.ts"

const post = (file: string, ...ids: ReadonlyArray<string>) =>
  on(sqlite({ file }), ({ tickets }) =>
    tickets.commit(
      acme,
      ids.map((ticketId) => commitOf({ ticketId })),
    ),
  )

const read = (file: string, after: string | null) =>
  on(sqlite({ file }), ({ feed }) => feed.read(acme, { after, limit: 10 }))

it("a cursor of another file cannot be read, though as much stands there", async () => {
  const [mine, theirs] = [newFile(), newFile()]
  for (const file of [mine, theirs]) await post(file, "t1", "t2")
  const { cursor } = await read(theirs, null)
  await expect(read(mine, cursor)).rejects.toMatchObject({ reason: "cannot-read" })
})

it("a cursor from behind the end of an older copy cannot be read, and one from before it can", async () => {
  const [file, copy] = [newFile(), newFile()]
  await post(file, "t1")
  const early = (await read(file, null)).cursor
  copyFileSync(file, copy)
  await post(file, "t2")
  const late = (await read(file, early)).cursor
  expect(await read(copy, early)).toEqual({ events: [], cursor: early })
  await expect(read(copy, late)).rejects.toMatchObject({ reason: "cannot-read" })
  await expect(read(copy, late)).rejects.toThrow("an older copy of the file")
  await post(copy, "t3", "t4")
  expect((await read(copy, early)).events.map(({ ticketId }) => ticketId)).toEqual(["t3", "t4"])
})
