// Who there is in the world of the matrix: tenants, customers, people, and whose each ticket is.
import type { HttpPrincipal } from "../src/index.ts"

/** Whose a ticket is: a customer of a tenant. */
interface Owner {
  readonly tenant: string
  readonly customer: string
}

/** The tickets of the world by their names, and whose they are. */
export const owners = {
  A: { tenant: "mk-north", customer: "mk-alpha" },
  B: { tenant: "mk-north", customer: "mk-beta" },
  S: { tenant: "mk-south", customer: "mk-sigma" },
  // A customer of the same id as A's, in the other tenant.
  T: { tenant: "mk-south", customer: "mk-alpha" },
} as const satisfies { readonly [name: string]: Owner }

export type TicketName = keyof typeof owners
export const ticketNames: ReadonlyArray<TicketName> = ["A", "B", "S", "T"]

const person = (tenant: string, customer: string, id: string) =>
  ({ tenant, kind: "customer", customer, id }) as const
const own = (kind: "agent" | "robot", tenant: string, id: string) => ({ tenant, kind, id }) as const

/** Who asks. */
export const actors = {
  nobody: undefined,
  customerA: person("mk-north", "mk-alpha", "mk-anna"),
  customerB: person("mk-north", "mk-beta", "mk-boris"),
  // The same id as A's person, at another customer.
  namesake: person("mk-north", "mk-beta", "mk-anna"),
  // The same ids as A's person, in the other tenant.
  customerT: person("mk-south", "mk-alpha", "mk-anna"),
  agent: own("agent", "mk-north", "mk-vera"),
  robot: own("robot", "mk-north", "mk-robot"),
  agentSouth: own("agent", "mk-south", "mk-sven"),
  robotSouth: own("robot", "mk-south", "mk-robot"),
} as const satisfies { readonly [name: string]: HttpPrincipal | undefined }

export type ActorName = keyof typeof actors
export const isActor = (name: string): name is ActorName => Object.hasOwn(actors, name)
export const actorNames: ReadonlyArray<ActorName> = Object.keys(actors).filter(isActor)

const everyone: { readonly [name in ActorName]: HttpPrincipal | undefined } = actors

/** Who asks, by name. */
export const principalOf = (name: ActorName): HttpPrincipal | undefined => everyone[name]

/** Whether an actor may know of a ticket at all. */
export const maySee = (name: ActorName, ticket: TicketName): boolean => {
  const actor = principalOf(name)
  if (actor?.tenant !== owners[ticket].tenant) return false
  return actor.kind !== "customer" || actor.customer === owners[ticket].customer
}
