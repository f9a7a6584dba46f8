// Rules of TicketQuery: what people wrote is found by its words.
import { TicketQuery, type TicketStore, Words } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { storeRule, type StorageRules } from "./rules.ts"
import { acme, commitOf, type Stores } from "./stores.ts"

const contentOf = (key: string, text: string, subject = ""): TicketStore.ContentRow => ({
  key,
  salt: "s",
  body: JSON.stringify({ subject, text }),
})

/** Content by its keys, all of one commit. */
const write = (
  { tickets }: Stores,
  texts: Readonly<Record<string, string>>,
  { tenant = acme, ticketId = "t1" } = {},
) =>
  tickets.commit(tenant, [
    commitOf({
      ticketId,
      contents: Object.entries(texts).map(([key, text]) => contentOf(key, text)),
    }),
  ])

const hits = (
  { query }: Stores,
  text: string,
  { tenant = acme, ...page }: { tenant?: string; limit?: number; before?: number } = {},
) => query.search(tenant, { words: Words.wordsIn(text), limit: 10, ...page })

const found = (...told: Parameters<typeof hits>) =>
  Effect.map(hits(...told), (all) => all.map(({ key }) => key).join(" "))

const long = "w".repeat(Words.wordCharacters + 5)
const many = Array.from({ length: Words.wordsAtMost + 1 }, (_, index) => `n${index}x`).join(" ")

type Case = readonly [
  id: string,
  title: string,
  texts: Readonly<Record<string, string>>,
  asked: Readonly<Record<string, string>>,
]

const cases: ReadonlyArray<Case> = [
  [
    "prefix",
    "a word is found by its beginning, and by nothing else of it",
    { k1: "The login fails", k2: "we log in", k3: "blog" },
    { log: "k2 k1", login: "k1", ogin: "", loginx: "", l: "k2 k1" },
  ],
  [
    "all",
    "every word has to be found in one and the same content, in any order",
    { k1: "login fails", k2: "login", k3: "fails" },
    { "fails login": "k1", "log fa": "k1", "login works": "" },
  ],
  [
    "cyrillic",
    "Russian is found whatever its case, and ё as е",
    { k1: "Заём НЕ проходит", k2: "заем", k3: "ёлка" },
    { ЗАЕМ: "k2 k1", заём: "k2 k1", "не проход": "k1", Елка: "k3", зайом: "" },
  ],
  [
    "forms",
    "a letter is found in each of its forms: wide, ligature, composed or not, with marks of its own",
    { k1: "ＬＯＧＩＮ ﬁle", k2: "Cafe\u0301", k3: "हिन्दी", k4: "東京 2026" },
    { login: "k1", file: "k1", "caf\u00e9": "k2", cafe: "", हिन्दी: "k3", 東京: "k4", "20": "k4" },
  ],
  [
    "cut",
    "a word counts by its first letters, and a text by its first words",
    { k1: long, k2: many },
    { [long]: "k1", [`${long}more`]: "k1", n0x: "k2", [`n${Words.wordsAtMost}x`]: "" },
  ],
  [
    "nothing",
    "where no word is asked for nothing is found",
    { k1: "a b" },
    { "": "", "?! %_": "", a: "k1" },
  ],
]

/** Content in which nobody can look for words. */
const wordless = ["", "{", "null", "[]", '"login"', '{"text":1}', '{"note":"login"}']

/** Search. */
export const searchRules: StorageRules = [
  ...cases.map(([id, title, texts, asked]) =>
    storeRule(
      `storage.searches.${id}`,
      title,
      function* (stores) {
        yield* write(stores, texts)
        for (const [text, keys] of Object.entries(asked))
          expect([text, yield* found(stores, text)]).toEqual([text, keys])
      },
      "search",
    ),
  ),

  storeRule(
    "storage.searches.subject",
    "the subject and the text of a content are searched as one, and nothing else of it",
    function* (stores) {
      const contents = [
        contentOf("k1", "since noon", "Login fails"),
        ...wordless.map((body, index) => ({ key: `w${index}`, salt: "login", body })),
      ]
      yield* stores.tickets.commit(acme, [commitOf({ ticketId: "t1", contents })])
      expect(yield* found(stores, "noon login")).toEqual("k1")
      expect(yield* found(stores, "login")).toEqual("k1")
      expect(yield* found(stores, "subject")).toEqual("")
    },
    "search",
  ),

  storeRule(
    "storage.searches.pages",
    "the newest is found first, and pages show every hit once",
    function* (stores) {
      const ids = ["t3", "t1", "t2"]
      for (const ticketId of ids)
        yield* write(stores, { a: "login one", b: "other", c: "login two" }, { ticketId })
      const all = yield* hits(stores, "login")
      expect(all.map(({ ticketId, key }) => ticketId + key)).toEqual(
        ids.toReversed().flatMap((id) => [`${id}c`, `${id}a`]),
      )
      const paged: Array<TicketQuery.SearchHit> = []
      for (let pages = 0; pages <= all.length; pages += 1) {
        const before = paged.at(-1)?.position
        const page = yield* hits(stores, "login", {
          limit: 4,
          ...(before === undefined ? {} : { before }),
        })
        if (page.length === 0) break
        paged.push(...page)
      }
      expect(paged).toEqual(all)
      const falls = paged
        .slice(1)
        .every(({ position }, at) => position < (paged[at]?.position ?? 0))
      expect(falls).toEqual(true)
    },
    "search",
  ),

  storeRule(
    "storage.searches.limit",
    "a limit above the named one is cut to it",
    function* (stores) {
      const keys = Array.from({ length: TicketQuery.listLimit + 1 }, (_, index) => `k${index}`)
      yield* write(stores, Object.fromEntries(keys.map((key) => [key, "login"])))
      expect(yield* hits(stores, "login", { limit: 5_000 })).toHaveLength(TicketQuery.listLimit)
    },
    "search",
  ),

  storeRule(
    "storage.searches.forgotten",
    "P20 what was forgotten is found no more",
    function* (stores) {
      yield* write(stores, { k1: "login", k2: "login" })
      yield* stores.tickets.commit(acme, [
        commitOf({ ticketId: "t1", expectedVersion: 1, forgotten: ["k2"] }),
      ])
      expect(yield* found(stores, "login")).toEqual("k1")
    },
    "search",
  ),

  storeRule(
    "storage.searches.tenants",
    "P16 what another tenant's people wrote is not found",
    function* (stores) {
      yield* write(stores, { k1: "login" })
      yield* write(stores, { k2: "login", k3: "secret" }, { tenant: "other" })
      expect(yield* found(stores, "login")).toEqual("k1")
      expect(yield* found(stores, "secret")).toEqual("")
      expect(yield* found(stores, "login", { tenant: "nobody" })).toEqual("")
    },
    "search",
  ),
]
