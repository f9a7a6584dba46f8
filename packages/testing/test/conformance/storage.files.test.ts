// The suite of storage finds what is broken in files, and in what tells of them.
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { brokenBy, type Change, memoryWith } from "./brokenStorage.ts"

type Broken = readonly [what: string, change: Change, rules: ReadonlyArray<string>]

const broken: ReadonlyArray<Broken> = [
  [
    "keeps files of any size",
    ({ files }) => ({
      files: { put: (tenant, content) => files.put(tenant, content, Number.MAX_SAFE_INTEGER) },
    }),
    ["attachments.tooLarge"],
  ],
  [
    "P16 removes a file from every tenant",
    ({ files }) => ({
      files: {
        remove: (tenant, hash, unheldMillis) =>
          Effect.andThen(
            files.remove?.("other", hash, unheldMillis) ?? Effect.succeed(false),
            files.remove?.(tenant, hash, unheldMillis) ?? Effect.succeed(false),
          ),
      },
    }),
    ["attachments.removed"],
  ],
  [
    "P20 removes a file that is held",
    ({ files }) => ({ files: { hold: files.find } }),
    ["attachments.held"],
  ],
  [
    "P20 removes a file at once, whatever is asked",
    ({ files }) => ({
      files: {
        remove: (tenant, hash) => files.remove?.(tenant, hash, 0) ?? Effect.succeed(false),
      },
    }),
    ["attachments.held"],
  ],
  [
    "P20 does not tell what was forgotten",
    ({ query }) => ({
      query: {
        aboutFiles: (tenant, page) =>
          Effect.map(query.aboutFiles(tenant, page), (rows) =>
            rows.filter(({ type }) => type !== "ContentForgotten"),
          ),
      },
    }),
    ["forgotten.files"],
  ],
  [
    "P16 tells of the files of another tenant",
    ({ query }) => ({ query: { aboutFiles: (_, page) => query.aboutFiles("acme", page) } }),
    ["forgotten.filesOfOthers"],
  ],
  [
    "P16 finds a file of another tenant",
    ({ files }) => ({ files: { find: (_, hash) => files.find("acme", hash) } }),
    ["attachments.find"],
  ],
  [
    "tells of every event, whether it came with a file or not",
    ({ feed }) => ({
      query: {
        aboutFiles: (tenant, { after, limit }) =>
          Effect.map(feed.read(tenant, { after: null, limit: 1_000 }), ({ events }) =>
            events
              .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
              .filter((event) => after === undefined || placeOf(event) > placeOf(after))
              .slice(0, limit),
          ),
      },
    }),
    ["forgotten.files", "forgotten.filesOfOthers"],
  ],
  [
    "goes on behind a whole ticket, however many of its events were told",
    ({ query }) => ({
      query: {
        aboutFiles: (tenant, { after, limit }) =>
          query.aboutFiles(tenant, {
            limit,
            ...(after && { after: { ...after, number: Number.MAX_SAFE_INTEGER } }),
          }),
      },
    }),
    ["forgotten.files"],
  ],
]

const placeOf = ({ ticketId, number }: { readonly ticketId: string; readonly number: number }) =>
  `${ticketId} ${number}`

describe("a store that", () => {
  it.each(broken)("%s is found", async (_, change, rules) => {
    expect(await brokenBy(() => memoryWith(change))).toEqual(rules)
  })
})
