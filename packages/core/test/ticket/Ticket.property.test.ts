// Laws of walks: whatever is asked, by whom and when, on whichever way of requests.
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/problem/Decode.ts"
import { Recorded, signalOf } from "../../src/ticket/Event.ts"
import { statusAfter } from "../../src/ticket/evolve.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import * as Obligation from "../../src/ticket/Obligation.ts"
import * as Ticket from "../../src/ticket/Ticket.ts"
import { lifecycleOf } from "./given.ts"
import { shapes } from "./shapes.ts"
import { resting } from "./walk.ts"
import { frozen, type Seen, shape, steps, walk } from "./walks.ts"

const walks = (look: (seen: Seen) => void, numRuns = 300) =>
  fc.assert(
    fc.property(shape, steps, (chosen, taken) => {
      walk(chosen, taken, look)
    }),
    { numRuns },
  )

const typesOf = ({ decision }: Seen) =>
  Result.isSuccess(decision) ? decision.success.map(({ type }) => type) : []

describe("any commands, by anyone, in any order, on any way", () => {
  it("decision and chart are never apart: what is decided has its arrow or its tag", () => {
    walks(({ lifecycle, before, decision, after }) => {
      if (Result.isFailure(decision)) return
      expect(decision.success.length).toBeGreaterThan(0)
      const status = decision.success.reduce((from, event) => {
        const signal = signalOf(event)
        const known = Lifecycle.isFact(event.type) ? event.type : signal
        expect([from, signal, Lifecycle.allows(lifecycle, from, known)]).toEqual([
          from,
          signal,
          true,
        ])
        return statusAfter(lifecycle, from, event)
      }, before.status)
      expect(after.status).toBe(status)
      expect(lifecycle.table.has(status)).toBe(true)
    })
  })

  it("while a ticket is open, the turn is with whoever owes the next move", () => {
    walks(({ lifecycle, after: { status, obligations } }) => {
      const states = new Set(status.split("."))
      if (!states.has("open")) return
      const turn = Obligation.turnOf(obligations, Lifecycle.ownerIn(lifecycle, states))
      expect([status, states.has(turn)]).toEqual([status, true])
    })
  })

  it("a decision is the same when it is asked again", () => {
    walks(({ circumstances, before, asked, decision }) => {
      expect(Ticket.decide(frozen(circumstances), before, asked)).toEqual(decision)
    }, 100)
  })

  it("H49 a refusal changes nothing, says what, got, expected and where, and allows only what the status permits", () => {
    walks(({ lifecycle, before, decision, after, written }) => {
      if (Result.isSuccess(decision)) return
      const { rule, status, allowed, message } = decision.failure
      // Before and after are one frozen value: a decision that wrote to it would have thrown.
      expect([written, after]).toEqual([[], before])
      expect(status).toBe(before.status)
      expect(message).toMatch(/^\w+: got .+, expected .+, in [\w.]+; allowed: [\w, ]+$/)
      expect(message.startsWith(`${rule}: `)).toBe(true)
      expect(message).not.toMatch(
        /undefined|NaN|\(\)|object Object|before 1970-01-01T00:00:00.000Z/,
      )
      expect(allowed.filter((type) => !Lifecycle.permits(lifecycle, status, type))).toEqual([])
    })
  })

  it("P4 replaying the journal gives the stored state, from memory and from JSON", () => {
    const decode = Decode.strict(Recorded)
    fc.assert(
      fc.property(shape, steps, (chosen, taken) => {
        let stored: Ticket.State | undefined
        const journal = walk(chosen, taken, ({ after }) => (stored = after))
        const lifecycle = lifecycleOf(chosen)
        const replayed = Ticket.replay(lifecycle, journal)
        if (stored !== undefined) expect(replayed).toEqual(stored)
        const read = journal.map((each) => {
          const json: unknown = JSON.parse(JSON.stringify(each))
          const decoded = decode(json)
          return Result.isSuccess(decoded) ? decoded.success : expect(decoded.failure).toEqual([])
        })
        expect(read).toEqual(journal)
        expect(Ticket.replay(lifecycle, frozen(journal))).toEqual(replayed)
        expect(journal.map(({ number }) => number)).toEqual(journal.map((_, index) => index + 1))
      }),
      { numRuns: 400 },
    )
  })

  it("P4 times never go back, and nothing happened later than it was written down", () => {
    walks((seen) => {
      const { before, after, written } = seen
      expect(after.updatedAt).toBeGreaterThanOrEqual(before.updatedAt)
      expect(after.version).toBe(before.version + written.length)
      for (const { at, effectiveAt } of written) {
        expect(at).toBeGreaterThanOrEqual(before.updatedAt)
        expect(effectiveAt).toBeLessThanOrEqual(at)
        expect(effectiveAt).toBeGreaterThanOrEqual(before.registeredAt)
      }
      const { registeredAt, recordedAt, firstMoveAt, closedAt, updatedAt } = after
      expect(registeredAt).toBeLessThanOrEqual(Math.min(recordedAt, firstMoveAt ?? recordedAt))
      if (registeredAt !== before.registeredAt)
        expect(typesOf(seen)).toEqual(["RegistrationTimeCorrected"])
      if (closedAt !== null) expect(closedAt).toBeLessThanOrEqual(updatedAt)
      // What closed it counts from its own time; words on a closed ticket do not move its window.
      if (before.closedAt !== null && closedAt !== null) expect(closedAt).toBe(before.closedAt)
      expect(closedAt === null).toBe(!after.status.startsWith("closed"))
    })
  })

  it("an obligation names the event that made it, and only while it may be met", () => {
    walks(({ after: { obligations, version, status } }) => {
      const ids = obligations.map(({ id }) => id)
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
      expect(ids.filter((id) => id < 2 || id > version)).toEqual([])
      const kinds = new Set(obligations.map(({ kind }) => kind))
      expect([status, ...kinds].join(" ")).toMatch(lasting)
    })
  })

  // What may be owed where: of a completed or reheard ticket our look at a word, of a merged or
  // unanswered one what it may need again, of any other closed one nothing.
  const lasting = new RegExp(
    [
      /^(open\.\S+|closed\.merged|closed\.unanswered)( \w+)*$/,
      /^(completed\.heard|closed\.reheard)( message)?$/,
      /^(completed\.awaitingWord|closed\.\w+)$/,
    ]
      .map(({ source }) => source)
      .join("|"),
  )

  it("a ticket is only left closed by what undoes a closing", () => {
    const undoing = new Set(["ClosingUndone", "AnswerReturned", "Reopened", "Unmerged"])
    walks((seen) => {
      const { before, after } = seen
      if (!before.status.startsWith("closed") || after.status.startsWith("closed")) return
      expect(typesOf(seen).some((type) => undoing.has(type))).toBe(true)
      if (typesOf(seen).includes("Reopened"))
        expect(after).toMatchObject({
          reopened: before.reopened + 1,
          obligations: [],
          silenceDueAt: null,
          promisedAt: null,
          promiseDue: false,
          awaited: null,
        })
    })
  })

  it("a merged ticket keeps what is owed, and whose turn it is, until it is unmerged", () => {
    let merged: Ticket.State | undefined
    walks((seen) => {
      const { before, after } = seen
      if (typesOf(seen).includes("Merged")) merged = before
      expect(after.mergedInto === null).toBe(after.status !== "closed.merged")
      if (after.mergedInto !== null) expect(after.closedFrom).not.toBeNull()
      if (!typesOf(seen).includes("Unmerged")) return
      // A question whose letter came back meanwhile is owed no more.
      expect(after.obligations).toEqual(before.obligations)
      expect(after.status.split(".")[1]).toEqual(merged?.status.split(".")[1])
      const gone = merged?.obligations.filter(
        ({ id }) => !after.obligations.some((o) => o.id === id),
      )
      expect(gone?.filter(({ owner }) => owner !== "customer")).toEqual([])
    })
  })

  it("nobody waits for a later day on a ticket that is not open, or once the customer has come", () => {
    walks((seen) => {
      const { before, circumstances, after, written } = seen
      if (!after.status.startsWith("open")) expect(after.snoozedUntil).toBeNull()
      const isTheirs = written.length > 0 && circumstances.actor.kind === "customer"
      if (isTheirs || typesOf(seen).includes("MessageReceived"))
        expect(after.snoozedUntil).toBeNull()
      else if (after.status.startsWith("open") && !typesOf(seen).some((type) => moving.has(type)))
        expect(after.snoozedUntil).toBe(before.snoozedUntil)
    })
  })

  const moving = new Set(["Snoozed", "SnoozeEnded"])

  it("a dispute always has an argument: the command's text, or the message that was ruled", () => {
    walks(({ before, asked, decision }) => {
      if (Result.isFailure(decision)) return
      for (const event of decision.success)
        if (event.type === "Disputed" || event.type === "Reopened") {
          const waiting = before.obligations.filter(({ kind }) => kind === "message")
          if (event.word !== null) expect(waiting.map(({ id }) => id)).toContain(event.word)
          else expect(asked).toMatchObject({ text: expect.stringMatching(/./) })
        }
    })
  })

  it("what is due once is recorded, and is due no more", () => {
    walks((seen) => {
      const { after } = seen
      if (!typesOf(seen).some((type) => timed.has(type))) return
      const left = Ticket.timers(after).map(({ due }) => due.effect)
      if (typesOf(seen).includes("PromiseDue")) expect(left).not.toContain("promise")
      if (typesOf(seen).includes("SnoozeEnded")) expect(left).not.toContain("unsnooze")
      for (const { event } of seen.written)
        if (event.type === "ObligationDue")
          expect(after.obligations.find(({ id }) => id === event.obligation)?.reminded).toBe(true)
    })
  })

  const timed = new Set(["ObligationDue", "PromiseDue", "SnoozeEnded"])

  it("these walks reach every configuration at rest, so that the laws above are about all of them", () => {
    const unseen = new Set(shapes.flatMap((each) => Array.from(resting(each).keys())))
    fc.assert(
      fc.property(fc.constantFrom(...shapes), steps, (chosen, taken) => {
        walk(chosen, taken, ({ after }) => unseen.delete(after.status))
      }),
      { numRuns: 800, seed: 2 },
    )
    expect([...unseen]).toEqual([])
  })
})
