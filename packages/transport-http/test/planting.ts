// Tickets on which everything has happened, each word of them a marker.
import type { Desk } from "@upkeep/core"
import { owners, type TicketName } from "./cast.ts"

/** What is secret: a text, whose ticket it is of, and whether the customer may not see it. */
export interface Marker {
  readonly text: string
  readonly ticket: TicketName
  readonly internal: boolean
}

/** A ticket of the world. */
export interface Planted {
  readonly name: TicketName
  readonly ticketId: string
  readonly number: string
  readonly version: number
  /** The hash of a file that the customer sees, and of one that only the desk sees. */
  readonly publicFile: string
  readonly internalFile: string
  /** A notification that waits to be delivered. */
  readonly notification: string
}

/** How far the tickets have gone. */
export type Stage = "new" | "open" | "completed" | "heard" | "due"

/** A ticket, and what of it is secret. */
export interface Planting {
  readonly planted: Planted
  readonly markers: ReadonlyArray<Marker>
}

/** A word of a ticket, as a marker: `mk-A-pub-subject`. */
const word = (name: TicketName, what: string): string => `mk-${name}-${what}`

/** Plants a ticket that has come to a stage. */
export const plant = async (desk: Desk, name: TicketName, stage: Stage): Promise<Planting> => {
  const { customer } = owners[name]
  const agent = { kind: "agent", id: word(name, "int-agent") } as const
  const robot = { kind: "robot", id: word(name, "int-robot") } as const
  const buyer = { kind: "customer", id: word(name, "pub-person") } as const
  const file = async (what: string) =>
    desk.keep({
      content: [new TextEncoder().encode(`${word(name, what)} ${"content ".repeat(10)}`)],
      name: `${word(name, what)}.txt`,
      mediaType: "text/plain",
    })
  const publicFile = await file("pub-file")
  const internalFile = await file("int-file")
  const { ticketId, number } = await desk.submit({
    actor: buyer,
    command: {
      type: "register",
      channel: "email",
      subject: word(name, "pub-subject"),
      text: word(name, "pub-text"),
      requester: {
        address: `${word(name, "pub-address")}@x.example`,
        name: word(name, "pub-name"),
      },
      customer,
      messageId: word(name, "int-message"),
      acknowledge: stage !== "new",
      attachments: [publicFile],
    },
  })
  const give = (who: Submitted["actor"], command: Submitted["command"]) =>
    desk.submit({ ticketId, actor: who, command })
  await give(agent, { type: "note", text: word(name, "int-note"), attachments: [internalFile] })
  if (stage !== "new") await work(give, { name, agent, robot, buyer, internalFile })
  if (stage !== "new" && stage !== "open")
    await complete(desk, give, { name, ticketId, agent, robot })
  if (stage === "heard") await give(buyer, { type: "receiveMessage", text: word(name, "pub-word") })
  const { version, deliveries } = await desk.show(ticketId)
  const waiting = deliveries.find(({ status }) => status === "pending")?.id ?? ""
  const planted = { name, ticketId, number, version, notification: waiting }
  const hashes = { publicFile: publicFile.hash, internalFile: internalFile.hash }
  const internal = [internalFile.hash, ...deliveries.map(({ id }) => id)]
  const open = [ticketId, number, publicFile.hash]
  return {
    planted: { ...planted, ...hashes },
    markers: [
      ...internal.map((text) => ({ text, ticket: name, internal: true })),
      ...open.map((text) => ({ text, ticket: name, internal: false })),
    ],
  }
}

type Submitted = Parameters<Desk["submit"]>[0]
type Give = (who: Submitted["actor"], command: Submitted["command"]) => Promise<unknown>

interface Cast {
  readonly name: TicketName
  readonly agent: Submitted["actor"]
  readonly robot: Submitted["actor"]
}

type Attachments = Awaited<ReturnType<Desk["keep"]>>

/** Everything that happens to an open ticket. */
const work = async (
  give: Give,
  {
    name,
    agent,
    robot,
    buyer,
    internalFile,
  }: Cast & { readonly buyer: Submitted["actor"]; readonly internalFile: Attachments },
): Promise<void> => {
  const said = (what: string) => ({ text: word(name, what) })
  const theirs = { of: "thirdParty", attachments: [internalFile] } as const
  await give(agent, { type: "assign", assignee: word(name, "int-assignee") })
  await give(agent, { type: "requestInformation", ...theirs, ...said("int-asked") })
  const from = { from: "thirdParty", messageId: word(name, "int-mail") } as const
  await give(robot, { type: "receiveMessage", ...from, ...said("int-replied") })
  await give(agent, { type: "requestInformation", ...said("pub-question") })
  await give(buyer, { type: "receiveMessage", ...said("pub-reply") })
  const cause = { cause: "productFault", module: word(name, "int-module") } as const
  await give(agent, { type: "diagnose", ...cause, ...said("int-cause") })
  await give(agent, { type: "escalate", line: "mk-line-1", ...said("int-handover") })
  await give(agent, { type: "inform", ...said("pub-news") })
  await give(agent, { type: "assign", assignee: word(name, "int-colleague") })
}

/** The answer, and the channel's word that it was delivered. */
const complete = async (
  desk: Desk,
  give: Give,
  { name, ticketId, agent, robot }: Cast & { readonly ticketId: string },
): Promise<void> => {
  await give(agent, { type: "answer", text: word(name, "pub-answer") })
  const { deliveries } = await desk.show(ticketId)
  const notification = deliveries.findLast(({ notice }) => notice === "answer")?.id ?? ""
  const reason = word(name, "int-reason")
  await give(robot, { type: "recordDelivery", notification, outcome: "delivered", reason })
}
