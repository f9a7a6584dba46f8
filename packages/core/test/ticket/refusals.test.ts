// A refusal names the command that it refuses, whatever the rule (H49).
import { Result } from "effect"
import { expect, it } from "vitest"
import type { Circumstances } from "../../src/ticket/Circumstances.ts"
import type { Command } from "../../src/ticket/Command.ts"
import type { Event } from "../../src/ticket/Event.ts"
import type { RejectionRule } from "../../src/ticket/Rejection.ts"
import {
  agent,
  assigned,
  completed,
  customer,
  given,
  heard,
  registered,
  robot,
  solving,
} from "./given.ts"
import { full } from "./shapes.ts"

type Around = Partial<Circumstances>
type Refused = readonly [RejectionRule, Command, ReadonlyArray<Event>, Around?]

const other = { ticketId: "T-9", isClosed: true, partOf: [], row: 2 }
const past = { dueAt: 1 }
const text = "words"
const request = { type: "register", channel: "email", requester: {}, subject: "s", text } as const

const waiting: ReadonlyArray<Event> = [
  ...solving,
  { type: "ReleaseAwaited", component: "d", version: null },
]

const refused: ReadonlyArray<Refused> = [
  ["ArgumentMissing", { type: "dispute" }, completed, { actor: customer }],
  [
    "ArgumentMissing",
    { type: "rule", ruling: "dispute" },
    [...heard, { type: "Informed", files: [] }],
  ],
  ["ArgumentMissing", { type: "reject", reason: "duplicate" }, assigned],
  ["ReopeningOver", { type: "reopen", text }, [...completed, { type: "Confirmed" }]],
  ["UnknownRequestType", { type: "setRequestType", requestType: "?" }, assigned],
  ["UnknownCustomer", { type: "setCustomer", customer: "?" }, assigned],
  ["UnknownContract", { type: "setContract", contract: "?" }, assigned],
  ["TimeOutOfOrder", { type: "setRegisteredAt", registeredAt: 9_000_000 }, assigned],
  [
    "UnknownNotification",
    { type: "recordDelivery", notification: "?", outcome: "delivered" },
    assigned,
  ],
  ["TargetClosed", { type: "merge", into: "T-9" }, assigned, { other }],
  ["AlreadyMerged", { type: "noteMerge", ticket: "T-9", merged: false }, assigned],
  ["UnknownTicket", { type: "link", ticket: "T-9", as: "related" }, assigned],
  ["NotLinked", { type: "unlink", ticket: "T-9", as: "related" }, assigned],
  ["DueInPast", { type: "snooze", until: 1 }, assigned],
  ["NotSnoozed", { type: "unsnooze" }, assigned],
  ["UnknownWatcher", { type: "watch", watcher: "?" }, assigned, { watcherKnown: false }],
  ["NotWatching", { type: "unwatch", watcher: "?" }, assigned],
  ["OptionNotOffered", { type: "chooseOption", option: "?" }, solving],
  ["ObligationNotOpen", { type: "settle", obligation: 9, outcome: "done" }, solving],
  ["DueInPast", { type: "promiseDate", promisedAt: 1 }, solving],
  ["DueInPast", { type: "undertake", text, ...past }, solving],
  ["DueInPast", { type: "awaitRelease", component: "c", promisedAt: 1 }, solving],
  ["ReleaseNotAwaited", { type: "shipRelease", component: "c", version: "1" }, waiting],
  ["AlreadyAcknowledged", { type: "acknowledge" }, [registered, { type: "Acknowledged" }]],
  ["NothingDue", { type: "wake" }, assigned],
  ["UnknownAssignee", { type: "assign", assignee: "?" }, assigned, { assigneeKnown: false }],
  ["SameAssignee", { type: "assign", assignee: "boris" }, assigned],
  ["NobodyToRoute", { type: "route" }, assigned],
  ["UnknownLine", { type: "escalate", line: "?" }, assigned],
  ["SameLine", { type: "escalate", line: "first" }, assigned],
  ["UnknownPriority", { type: "setPriority", priority: "?" }, assigned],
  ["ClockNotRunning", { type: "setDeadline", clock: "?", dueAt: 9_000_000 }, assigned],
  ["UnknownProcess", { type: "applyPolicy", process: "?", mode: "keep" }, assigned],
  ["UnknownProcess", { type: "migrate", process: "?" }, assigned],
  ["QuestionNotOpen", { type: "receiveMessage", text, answers: [9] }, assigned],
  [
    "ActorNotAllowed",
    { type: "receiveMessage", text, from: "thirdParty" },
    assigned,
    { actor: customer },
  ],
  ["DueInPast", { type: "requestInformation", text, questions: [text], ...past }, assigned],
]

for (const [rule, command, history, around] of refused)
  it(`H49 ${rule} names ${JSON.stringify(command)}`, () => {
    const { command: named, message } = given(history, full).when(command, around).thenRefused(rule)
    expect(named).toBe(command.type)
    expect(message).not.toContain("undefined")
  })

const expectations: ReadonlyArray<readonly [Command, string, Around?]> = [
  [{ type: "assign", assignee: "boris" }, "somebody else than the present executor"],
  [{ type: "escalate", line: "?" }, "one of first, second"],
  [{ type: "escalate", line: "first" }, "another line than the present one"],
  [{ type: "confirm" }, "customer", { actor: robot }],
  [
    { type: "assign", assignee: "x" },
    "an effective time that is not in the future",
    { effectiveAt: 9e9 },
  ],
  [request, "a ticket that is not there yet"],
  [{ type: "acknowledge" }, "agent or robot", { actor: customer }],
  [
    { type: "receiveMessage", text, from: "thirdParty" },
    "agent or robot, for a third party's words",
    { actor: customer },
  ],
]

for (const [command, expected, around] of expectations)
  it(`H49 ${command.type} says what was expected: ${expected}`, () => {
    const { decision } = given(assigned, full).when(command, around)
    const message = Result.isFailure(decision) ? decision.failure.message : ""
    expect(message).toContain(`expected ${expected}`)
  })

it("M-12 a word that argues nothing is told how to: by a dispute, or once closed by reopening", () => {
  const ruling: Command = { type: "rule", ruling: "dispute" }
  const replied: Event = { type: "Informed", files: [] }
  const { message } = given([...heard, replied])
    .when(ruling)
    .thenRefused("ArgumentMissing")
  expect(message).toContain("a message that waits, or `dispute` with a text")
})

it("H49 before the registration it says that there has to be one", () => {
  const { message } = given([]).when({ type: "confirm" }).thenRefused("NotRegistered")
  expect(message).toContain("expected a registered ticket, before registration; allowed: register")
})

it("H49 where nothing is allowed it says so", () => {
  const stopped = given([...assigned, { type: "Withdrawn" }])
  const { message, allowed } = stopped
    .when({ type: "confirm" }, { actor: robot })
    .thenRefused("ActorNotAllowed")
  expect(message.endsWith(`allowed: ${allowed.join(", ") || "nothing"}`)).toBe(true)
})

it("and who gave it, where nothing else was got", () => {
  const { message } = given(assigned, full)
    .when({ type: "unsnooze" }, { actor: agent })
    .thenRefused("NotSnoozed")
  expect(message).toContain("got unsnooze by agent")
})
