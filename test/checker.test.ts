import { createDesk, Process, standard } from "@upkeep/core"
import { outbox } from "@upkeep/testing"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Checker from "./chaos/Checker.ts"
import type { Attempt, Evidence, StoredTicket } from "./chaos/Evidence.ts"
import * as Stored from "./chaos/Stored.ts"

const agent = { kind: "agent", id: "olga" } as const
const minuteMillis = 60_000

/** A ticket's life as it should be, with all that everybody wrote down. */
const sound = async (): Promise<Evidence> => {
  let at = Date.UTC(2026, 10, 23, 9)
  const { adapter, sent } = outbox()
  const now = () => at
  await using desk = await createDesk({ notify: [adapter], background: false, now })
  const attempts: Array<Attempt> = []
  const submit = async (submission: Omit<Parameters<typeof desk.submit>[0], "commandId">) => {
    const commandId = `command-${attempts.length}`
    const receipt = await desk.submit({ ...submission, commandId })
    attempts.push({ commandId, askedAt: at, answeredAt: at, answer: { kind: "accepted", receipt } })
    await desk.work()
    at += minuteMillis
    return receipt
  }
  const requester = { address: "anna@example.com" }
  const request = { channel: "email", subject: "s", text: "t", requester } as const
  const actor = { kind: "customer", id: "anna" } as const
  const { ticketId } = await submit({ actor, command: { type: "register", ...request } })
  await submit({ ticketId, actor: agent, command: { type: "assign", assignee: "olga" } })
  await submit({ ticketId, actor: agent, command: { type: "snooze", until: at + minuteMillis } })
  await submit({ ticketId, actor: agent, command: { type: "note", text: "well" } })
  await submit({ ticketId, actor: agent, command: { type: "answer", text: "so" } })
  const stored = await Stored.read(
    desk,
    attempts.map(({ commandId }) => commandId),
  )
  return {
    ...stored,
    process: Result.getOrThrow(Process.make(standard)),
    channels: new Set(["email"]),
    attempts,
    given: sent.map(({ id }) => id),
    givenEarly: [],
    followed: [stored.feed],
    endedAt: at,
    skewMillis: 0,
  }
}

const promises = (evidence: Evidence): ReadonlyArray<string> => [
  ...new Set(Checker.check(evidence).map(({ promise, verdict }) => `${promise} ${verdict}`)),
]

const withTickets = (evidence: Evidence, change: (ticket: StoredTicket) => StoredTicket) => ({
  ...evidence,
  tickets: evidence.tickets.map(change),
})

const withEvents = (
  evidence: Evidence,
  change: (journal: StoredTicket["journal"]) => StoredTicket["journal"],
) => withTickets(evidence, (ticket) => ({ ...ticket, journal: change(ticket.journal) }))

const withAttempts = (evidence: Evidence, change: (attempt: Attempt) => Attempt) => ({
  ...evidence,
  attempts: evidence.attempts.map(change),
})

const unknown = { kind: "unknown", why: "no answer" } as const
const failed = { kind: "failed", why: "away" } as const

/** What may be wrong, and what has to be found. */
const forgeries: ReadonlyArray<readonly [string, string, (evidence: Evidence) => Evidence]> = [
  ["P1 lost", "an accepted command is not there", (all) => ({ ...all, tickets: [] })],
  ["P2 lost", "the receipt was forgotten", (all) => ({ ...all, commands: new Map() })],
  [
    "P2 doubled",
    "a command took effect on two tickets",
    (all) => ({ ...all, tickets: [...all.tickets, ...all.tickets] }),
  ],
  ["P4 gap", "an event is missing", (all) => withEvents(all, (journal) => journal.toSpliced(3, 1))],
  [
    "P4 wrong",
    "time goes back",
    (all) => withEvents(all, (events) => events.map((each, at) => ({ ...each, at: each.at - at }))),
  ],
  [
    "P4 gap",
    "the row is another one",
    (all) => withTickets(all, (ticket) => ({ ...ticket, row: { ...ticket.row, assignee: "x" } })),
  ],
  ["P4 gap", "the feed ends too soon", (all) => ({ ...all, feed: all.feed.slice(0, -1) })],
  [
    "P4 gap",
    "a follower missed an event",
    (all) => ({ ...all, followed: [all.feed.toSpliced(2, 1)] }),
  ],
  [
    "P4 gap",
    "a follower was given an event twice",
    (all) => ({ ...all, followed: [[...all.feed.slice(0, 2), ...all.feed.slice(1)]] }),
  ],
  [
    "P5 wrong",
    "a letter was not stored",
    (all) => withTickets(all, (ticket) => ({ ...ticket, deliveries: [] })),
  ],
  ["P6 wrong", "a letter was never given", (all) => ({ ...all, given: all.given.slice(1) })],
  [
    "P6 wrong",
    "a letter was given that nobody brought about",
    (all) => ({ ...all, given: [...all.given, "stray.1.0"] }),
  ],
  ["P6 wrong", "it was given early", (all) => ({ ...all, givenEarly: all.given.slice(0, 1) })],
  ["P7 wrong", "what is due was forgotten", (all) => ({ ...all, endedAt: Date.UTC(2030, 0) })],
  [
    "P7 wrong",
    "something happened before it was due",
    (all) =>
      withEvents(all, (events) =>
        events.map((each) =>
          each.event.type === "SnoozeEnded"
            ? { ...each, event: { ...each.event, dueAt: each.at + 1 } }
            : each,
        ),
      ),
  ],
  [
    "P9 wrong",
    "an event is dated by another clock",
    (all) => withAttempts(all, (attempt) => ({ ...attempt, askedAt: attempt.askedAt + 1 })),
  ],
  ["P9 wrong", "an event lies in the future", (all) => ({ ...all, endedAt: 0 })],
  [
    "P11 wrong",
    "nobody was told",
    (all) => withAttempts(all, (attempt) => ({ ...attempt, answer: unknown })),
  ],
  [
    "P11 wrong",
    "what is stored was said to have failed",
    (all) => ({
      ...all,
      attempts: all.attempts.flatMap((attempt) => {
        const later = { askedAt: attempt.askedAt + 5, answeredAt: attempt.askedAt + 5 }
        return [
          { ...attempt, answer: failed },
          { ...attempt, ...later },
        ]
      }),
    }),
  ],
  ["P20 wrong", "the chain is broken", (all) => ({ ...all, damages: ["chain-broken: …"] })],
]

describe("the checker", () => {
  it("finds nothing where nothing is wrong", async () => {
    const evidence = await sound()
    expect(Checker.check(evidence)).toEqual([])
    expect(evidence.tickets[0]?.journal.map(({ event }) => event.type)).toContain("SnoozeEnded")
    expect(Checker.tallyOf(evidence, [])).toMatchObject({ accepted: 5, repeatedNotifications: 0 })
  })

  it("finds nothing wrong with a follower who has not read to the end", async () => {
    const evidence = await sound()
    const behind = { ...evidence, followed: [evidence.feed.slice(0, 3)] }
    expect(Checker.check(behind)).toEqual([])
  })

  it("counts a letter that was given again, and finds nothing wrong with it", async () => {
    const evidence = await sound()
    const again = { ...evidence, given: [...evidence.given, ...evidence.given.slice(0, 2)] }
    expect(Checker.check(again)).toEqual([])
    expect(Checker.tallyOf(again, []).repeatedNotifications).toBe(2)
  })

  for (const [found, what, forge] of forgeries)
    it(`${found.split(" ")[0]} finds that ${what}`, async () => {
      expect(promises(forge(await sound()))).toContain(found)
    })
})
