// Search finds the same whether what people wrote is in the index of words yet, or waits for it.
import { readFileSync } from "node:fs"
import type { TicketQuery } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { acme, commitOf, on, type Stores } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { expandedAtMost, readThroughAtMost, tailAtMost, waitingAtMost } from "../src/search.ts"
import { execute, newFile } from "./place.ts"

const contentOf = (key: string, text: string) => ({
  key,
  salt: "s",
  body: JSON.stringify({ subject: "S", text }),
})

/** A ticket with a content for each text. */
const write = ({ tickets }: Stores, ticketId: string, texts: ReadonlyArray<string>) =>
  tickets.commit(acme, [
    commitOf({ ticketId, contents: texts.map((text, index) => contentOf(`${index}`, text)) }),
  ])

const search = ({ query }: Stores, words: ReadonlyArray<string>, page = {}) =>
  query.search(acme, { words, limit: 1_000, ...page })

const keysOf = (hits: ReadonlyArray<TicketQuery.SearchHit>) => hits.map(({ key }) => Number(key))

const run = <A, E>(use: (stores: Stores) => Effect.Effect<A, E>, file = newFile()) =>
  on(sqlite({ file }), use)

const down = (from: number): ReadonlyArray<number> =>
  Array.from({ length: from + 1 }, (_, index) => from - index)

describe("what waits and what is taken in are one", () => {
  it.each([1, tailAtMost - 1, tailAtMost, tailAtMost + 1, 3 * tailAtMost])(
    "%i contents of one commit are all found, the newest first, page by page",
    (count) =>
      run((stores) =>
        Effect.gen(function* () {
          const texts = Array.from({ length: count }, () => "login")
          yield* write(stores, "t1", texts)
          const all = yield* search(stores, ["login"])
          expect(keysOf(all)).toEqual(down(count - 1))
          // The edge between them lies within one of the pages.
          const half = Math.floor(count / 2)
          const rest = yield* search(stores, ["log"], { before: all[half]?.position })
          expect([...all.slice(0, half + 1), ...rest]).toEqual(all)
        }),
      ),
  )

  it("what others wrote without the index is found, however much waits", async () => {
    const file = newFile()
    await run((stores) => write(stores, "t1", ["login"]), file)
    const many = 2 * waitingAtMost
    execute(
      file,
      `WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < ${many}) ` +
        "INSERT INTO upkeep_content (tenant, ticket_id, key, salt, body) " +
        "SELECT 'acme', 't2', n, 's', json_object('text', 'login word' || n || 'x') FROM g",
    )
    await run(
      (stores) =>
        Effect.gen(function* () {
          for (const n of [1, waitingAtMost, many])
            expect(keysOf(yield* search(stores, [`word${n}x`, "login"]))).toEqual([n])
          expect(yield* search(stores, ["login"], { limit: 5_000 })).toHaveLength(1_000)
        }),
      file,
    )
  })
})

describe("a beginning of more words than are looked up one by one", () => {
  const texts = Array.from(
    { length: 2 * expandedAtMost },
    (_, index) => `many${index}x ${index % 2 === 0 ? "even" : "odd"} ${"z".repeat(40)}`,
  )

  it("is found in all of them, alone and beside another word", () =>
    run((stores) =>
      Effect.gen(function* () {
        for (let round = 0; round < 4; round += 1) yield* write(stores, `t${round}`, texts)
        expect(yield* search(stores, ["many"])).toHaveLength(4 * texts.length)
        expect(yield* search(stores, ["many", "even"])).toHaveLength(2 * texts.length)
        const [first, second, third] = yield* search(stores, ["m", "e"], { limit: 3 })
        expect(yield* search(stores, ["m", "e"], { limit: 1 })).toEqual([first])
        const page = { limit: 2, before: first?.position }
        expect(yield* search(stores, ["m", "e"], page)).toEqual([second, third])
        expect(yield* search(stores, ["many", "none"])).toEqual([])
      }),
    ))

  it("is found behind everything that is read through for it", () =>
    run((stores) =>
      Effect.gen(function* () {
        for (let round = 0; round < 3; round += 1) yield* write(stores, `t${round}`, texts)
        const large = Array.from({ length: 300 }, () => "other ".repeat(500))
        expect(large.join("").length).toBeGreaterThan(readThroughAtMost)
        yield* write(stores, "large", large)
        yield* write(stores, "last", ["many1x", ...Array.from({ length: 300 }, () => "last")])
        const hits = yield* search(stores, ["many"])
        expect(hits).toHaveLength(3 * texts.length + 1)
        expect(hits[0]).toMatchObject({ ticketId: "last", key: "0" })
        const positions = hits.map(({ position }) => position)
        expect(positions).toEqual(positions.toSorted((a, b) => b - a))
        expect(new Set(positions).size).toBe(hits.length)
      }),
    ))
})

const forget = ({ tickets }: Stores, ticketId: string, version: number, keys: Array<string>) =>
  tickets.commit(acme, [commitOf({ ticketId, expectedVersion: version, forgotten: keys })])

describe("what was forgotten", () => {
  it("P20 is found no more, from the index and from what waits", () =>
    run((stores) =>
      Effect.gen(function* () {
        yield* write(
          stores,
          "t1",
          Array.from({ length: tailAtMost }, () => "secret"),
        )
        yield* write(stores, "t2", ["secret"])
        yield* forget(stores, "t1", 1, ["0", "7"])
        yield* forget(stores, "t2", 1, ["0"])
        expect(yield* search(stores, ["secret"])).toHaveLength(tailAtMost - 2)
      }),
    ))

  it("P20 leaves its place to what is written next, which is found", () =>
    run((stores) =>
      Effect.gen(function* () {
        yield* write(
          stores,
          "t1",
          Array.from({ length: tailAtMost }, () => "first"),
        )
        yield* forget(stores, "t1", 1, [`${tailAtMost - 1}`])
        yield* write(stores, "t2", ["second"])
        expect(yield* search(stores, ["second"])).toMatchObject([{ ticketId: "t2" }])
        expect(yield* search(stores, ["first"])).toHaveLength(tailAtMost - 1)
        yield* write(
          stores,
          "t3",
          Array.from({ length: tailAtMost }, () => "third"),
        )
        expect(yield* search(stores, ["second"])).toMatchObject([{ ticketId: "t2" }])
      }),
    ))

  it("P20 is overwritten in the file", async () => {
    const file = newFile()
    await run(
      (stores) =>
        Effect.gen(function* () {
          yield* write(stores, "t1", [`Her name is ${"Anna ".repeat(2_000)}`, "other"])
          yield* forget(stores, "t1", 1, ["0"])
        }),
      file,
    )
    expect(readFileSync(file).includes("Anna Anna")).toBe(false)
  })
})

it("words that no text can have find nothing, and are no language of queries", () =>
  run((stores) =>
    Effect.gen(function* () {
      yield* write(stores, "t1", ["login AND fails"])
      const tenant = `\u{E000}${Buffer.from(acme).toString("hex")}`
      for (const word of [
        "",
        '"',
        '" OR "login',
        "log*",
        "login fails",
        tenant,
        "\u{E000}",
        "^login",
      ])
        expect([word, yield* search(stores, [word])]).toEqual([word, []])
      expect(yield* search(stores, ["and"])).toHaveLength(1)
    }),
  ))
