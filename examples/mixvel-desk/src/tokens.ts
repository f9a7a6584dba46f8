// Who may ask: one agent and one customer's person, by tokens that are made for a run.
import type { HttpPrincipal } from "@upkeep/transport-http"
import { createHash, randomBytes } from "node:crypto"

/** The tokens of a run, and who sends a request. */
export interface Tokens {
  /** Of Olga, who works on the support line. */
  readonly agent: string
  /** Of Irina, who sees the tickets of her company: the first of the mailbox is hers. */
  readonly customer: string
  readonly principalOf: (request: Request) => HttpPrincipal | undefined
}

/** Makes the tokens. A product has sessions instead, and asks those. */
export const makeTokens = (tenant: string): Tokens => {
  const [agent, customer] = [token(), token()]
  const olga = { tenant, kind: "agent", id: "olga" } as const
  const principals = new Map<string, HttpPrincipal>([
    [digest(agent), olga],
    [digest(customer), { tenant, ...irina }],
  ])
  return {
    agent,
    customer,
    principalOf: ({ headers }) => {
      const sent = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1]
      return sent === undefined ? undefined : principals.get(digest(sent))
    },
  }
}

const irina = {
  kind: "customer",
  id: "polus-1",
  customer: "polus",
  requester: { name: "Ирина Лебедева", address: "i.lebedeva@polus-travel.example" },
} as const

const token = (): string => randomBytes(16).toString("hex")

// Looked up by digest, so that the time it takes tells nothing of a token.
const digest = (sent: string): string => createHash("sha256").update(sent).digest("hex")
