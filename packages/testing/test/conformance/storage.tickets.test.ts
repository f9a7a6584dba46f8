// The suite of storage finds what is broken in batches, texts and what people ask.
import type { TicketQuery, TicketStore } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { brokenBy, type Change, listsOf, memoryWith } from "./brokenStorage.ts"

type Commit = TicketStore.Commit
type Broken = readonly [what: string, change: Change, rules: ReadonlyArray<string>]

/** Every commit is another one before it is stored. */
const committing =
  (changed: (commit: Commit) => Commit): Change =>
  ({ tickets }) => ({
    tickets: { commit: (tenant, commits) => tickets.commit(tenant, commits.map(changed)) },
  })

/** Every list is asked for otherwise. */
const listing =
  (changed: (filter: TicketQuery.TicketFilter) => TicketQuery.TicketFilter): Change =>
  ({ query }) => ({
    query: { list: (tenant, filter) => query.list(tenant, changed(filter)) },
  })

const searching =
  (changed: (search: TicketQuery.TicketSearch) => TicketQuery.TicketSearch): Change =>
  ({ query }) => ({
    query: { search: (tenant, search) => query.search(tenant, changed(search)) },
  })

const counting =
  (changed: (counts: ReadonlyArray<TicketQuery.TicketCount>) => typeof counts): Change =>
  ({ query }) => ({
    query: { counts: (...asked) => Effect.map(query.counts(...asked), changed) },
  })

const batches: ReadonlyArray<Broken> = [
  [
    "P2 lets a command id that was refused stand in the way of the next one",
    ({ tickets }) => ({
      tickets: {
        commit: Effect.fnUntraced(function* (tenant, commits) {
          const ids = commits.map(({ command }) => command.id)
          const firsts = commits.filter(({ command }, place) => ids.indexOf(command.id) === place)
          const [again] = commits.length === firsts.length ? [] : firsts
          const verdicts = yield* tickets.commit(tenant, firsts)
          if (again === undefined) return verdicts
          const [repeated = Result.succeed(undefined)] = yield* tickets.commit(tenant, [again])
          return [...verdicts, repeated]
        }),
      },
    }),
    ["batches.refusedTakesNothing"],
  ],
  [
    "P5 stores the commits of a batch one by one, until one fails",
    ({ tickets }) => ({
      tickets: {
        commit: (tenant, commits) =>
          Effect.map(
            Effect.forEach(commits, (commit) => tickets.commit(tenant, [commit])),
            (verdicts) => verdicts.flat(),
          ),
      },
    }),
    [
      "commits.damaged.number",
      "commits.damaged.event",
      "commits.damaged.content",
      "commits.damaged.delivery",
      "batches.damaged",
    ],
  ],
  [
    "looks things up in an order of its own",
    ({ tickets }) => ({
      tickets: {
        look: (tenant, look) => tickets.look(tenant, { ...look, tickets: look.tickets.toSorted() }),
      },
    }),
    ["looks.order", "looks.atOnce"],
  ],
  [
    "P16 looks into another tenant",
    ({ tickets }) => ({ tickets: { look: (_, look) => tickets.look("acme", look) } }),
    ["looks.tenants"],
  ],
  [
    "P20 keeps what is to be forgotten",
    committing((commit) => ({ ...commit, forgotten: [] })),
    ["forgotten.alone", "forgotten.apart", "searches.forgotten", "archives.order"],
  ],
  [
    "P5 forgets what a refused commit would have",
    ({ tickets }) => ({
      tickets: {
        commit: Effect.fnUntraced(function* (tenant, commits) {
          const verdicts = yield* tickets.commit(tenant, commits)
          for (const [place, verdict] of verdicts.entries()) {
            const { ticketId = "", forgotten = [] } = commits[place] ?? {}
            const row = yield* tickets.load(tenant, ticketId)
            if (Result.isSuccess(verdict) || row === undefined || forgotten.length === 0) continue
            yield* tickets.commit(tenant, [forgetting(row, forgotten)])
          }
          return verdicts
        }),
      },
    }),
    ["forgotten.refused"],
  ],
]

const forgetting = (row: TicketStore.TicketRow, forgotten: ReadonlyArray<string>): Commit => ({
  ticketId: row.ticketId,
  expectedVersion: row.version,
  at: row.updatedAt,
  command: { id: "forgetting", hash: "", result: "" },
  row,
  events: [],
  contents: [],
  deliveries: [],
  settlements: [],
  forgotten,
})

const asked: ReadonlyArray<Broken> = [
  [
    "takes nobody for anybody",
    listing(({ assignee, ...filter }) => ({
      ...filter,
      ...(assignee === undefined || assignee === null ? {} : { assignee }),
    })),
    ["lists.registered.nobody", "lists.updated.nobody", "lists.due.nobody"],
  ],
  [
    "pages by ids alone, whatever it sorts by",
    listing(({ afterAt: _at, ...filter }) => filter),
    [...listsOf("updated", "due"), "lists.moved"],
  ],
  [
    "goes on from where a ticket stands by now",
    ({ tickets, query }) => ({
      query: {
        list: Effect.fnUntraced(function* (tenant, filter) {
          const row = yield* tickets.load(tenant, filter.after ?? "")
          const afterAt = filter.sort === "due" ? row?.dueAt : row?.updatedAt
          return yield* query.list(tenant, { ...filter, ...(row && { afterAt: afterAt ?? 0 }) })
        }),
      },
    }),
    ["lists.moved"],
  ],
  [
    "sorts by registration, whatever is asked",
    listing(({ sort: _sort, afterAt: _at, ...filter }) => filter),
    [...listsOf("updated", "due"), "lists.moved"],
  ],
  [
    "takes a prefix for a pattern",
    listing(({ statusPrefix, ...filter }) => ({
      ...filter,
      ...(statusPrefix !== undefined && { statusPrefix: statusPrefix.split(/[%_]/)[0] ?? "" }),
    })),
    ["lists.byCharacters"],
  ],
  [
    "gives as many tickets as somebody wants",
    ({ query }) => ({
      query: {
        list: Effect.fnUntraced(function* (tenant, filter) {
          const page = yield* query.list(tenant, filter)
          const after = page.at(-1)?.ticketId
          if (filter.limit <= page.length || after === undefined) return page
          return [...page, ...(yield* query.list(tenant, { ...filter, after }))]
        }),
      },
    }),
    [...listsOf("updated", "due"), "lists.limit", "texts.limit"],
  ],
  [
    "counts nobody's tickets for nothing",
    counting((counts) => counts.filter(({ value }) => value !== null)),
    ["counts.assignee", "counts.assignee.closed", "counts.customer", "counts.follow"],
  ],
  [
    "counts every status, whatever it begins with",
    ({ query }) => ({ query: { counts: (tenant, by) => query.counts(tenant, by) } }),
    ["counts.status.open", "counts.assignee.closed", "counts.customer.none"],
  ],
  [
    "finds what has one of the words",
    searching((search) => ({ ...search, words: search.words.slice(0, 1) })),
    ["searches.all"],
  ],
  [
    "P16 finds what another tenant's people wrote",
    ({ query }) => ({ query: { search: (_, search) => query.search("acme", search) } }),
    ["searches.tenants"],
  ],
  [
    "shows the first page of a search again and again",
    searching(({ before: _before, ...search }) => search),
    ["searches.pages"],
  ],
  [
    "finds the oldest first",
    ({ query }) => ({
      query: {
        search: (...told) => Effect.map(query.search(...told), (hits) => hits.toReversed()),
      },
    }),
    ["searches.prefix", "searches.cyrillic", "searches.pages"],
  ],
  [
    "searches texts without their subjects",
    ({ tickets }) => ({
      tickets: {
        commit: (tenant, commits) => tickets.commit(tenant, commits.map(withoutSubjects)),
      },
    }),
    ["searches.subject"],
  ],
]

const withoutSubjects = (commit: Commit): Commit => ({
  ...commit,
  contents: commit.contents.map((content) => ({
    ...content,
    body: content.body.replace('"subject":"Login fails"', '"subject":""'),
  })),
})

const named = (name: (text: string) => string) =>
  committing((commit) => {
    const { customer } = commit.row
    return {
      ...commit,
      row: { ...commit.row, customer: customer === null ? null : name(customer) },
    }
  })

const texts: ReadonlyArray<Broken> = [
  [
    "composes letters",
    named((text) => text.normalize()),
    ["texts.composed", "texts.decomposed", "texts.apart"],
  ],
  [
    "takes capitals for small letters",
    named((text) => text.toLowerCase()),
    ["texts.upper", "texts.lower", "texts.apart"],
  ],
  ["trims", named((text) => text.trim()), ["texts.spaces", "texts.edges", "texts.apart"]],
  ["keeps 255 letters of a name", named((text) => text.slice(0, 255)), ["texts.limit"]],
  [
    "loses what is no letter of its alphabet",
    named((text) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, "?")),
    ["texts.astral"],
  ],
  [
    "cuts a long text",
    committing((commit) => ({
      ...commit,
      row: { ...commit.row, body: commit.row.body.slice(0, 500_000) },
    })),
    ["texts.long"],
  ],
  [
    "takes an empty text for none",
    committing((commit) => ({
      ...commit,
      row: { ...commit.row, customer: commit.row.customer === "" ? null : commit.row.customer },
    })),
    ["texts.empty"],
  ],
  [
    "keeps instants in 32 bits",
    committing((commit) => ({
      ...commit,
      row: { ...commit.row, updatedAt: commit.row.updatedAt % 2 ** 31 },
    })),
    ["texts.numbers"],
  ],
]

describe("a store that", () => {
  it.each([...batches, ...asked, ...texts])("%s is found", async (_, change, rules) => {
    expect(await brokenBy(() => memoryWith(change))).toEqual(rules)
  })
})
