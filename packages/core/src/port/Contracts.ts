// Which of a customer's contracts covers a request (M-01). No request is covered by two: validity,
// channels and request types of two contracts never meet all at once.
import type { Contract } from "./Directory.ts"

/** What of a request decides under which contract it falls. */
export interface Covered {
  /** When it reached us, in epoch milliseconds. */
  readonly at: number
  readonly channel: string
  readonly requestType: string
}

/**
 * Why no contract covers a request. There is `none` at all; or none is in force: one is to come
 * (`not-yet`), or all have ended (`over`); or those in force leave out the `channel`, or take the
 * channel and leave out the `request-type`.
 */
export type Uncovered = "none" | "not-yet" | "over" | "channel" | "request-type"

/**
 * The contract that covers a request, or why there is none. Which one it is stays so: a clock that
 * began under a contract ends under it, whatever becomes of the contract meanwhile (C26).
 *
 * @example
 * const always = { validFrom: 0, validTo: null }
 * const mail = { id: "k", version: "1", ...always, channels: ["email"], targets: {} }
 * const request = { at: 0, channel: "phone", requestType: "incident" }
 * Contracts.contractFor([mail], request) // => { why: "channel" }
 */
export const contractFor = (
  contracts: ReadonlyArray<Contract>,
  { at, channel, requestType }: Covered,
): { readonly contract: Contract } | { readonly why: Uncovered } => {
  const inForce = contracts.filter((each) => isInForce(each, at))
  if (inForce.length === 0) return { why: whyNone(contracts, at) }
  const open = inForce.filter(({ channels }) => takes(channels, channel))
  const contract = open.find(({ requestTypes }) => takes(requestTypes, requestType))
  if (contract !== undefined) return { contract }
  return { why: open.length === 0 ? "channel" : "request-type" }
}

/** What a contract covers. */
export type Coverage = Pick<Contract, "validFrom" | "validTo" | "channels" | "requestTypes">

/** Whether there can be a request that two contracts cover (C25). */
export const doMeet = (a: Coverage, b: Coverage): boolean =>
  Math.max(a.validFrom, b.validFrom) < Math.min(endOf(a), endOf(b)) &&
  doShare(a.channels, b.channels) &&
  doShare(a.requestTypes, b.requestTypes)

/** Whether a contract is in force at an instant: from `validFrom` on, and before `validTo`. */
export const isInForce = (contract: Pick<Coverage, "validFrom" | "validTo">, at: number): boolean =>
  contract.validFrom <= at && at < endOf(contract)

const endOf = ({ validTo }: Pick<Coverage, "validTo">): number => validTo ?? Infinity

const whyNone = (contracts: ReadonlyArray<Contract>, at: number): Uncovered => {
  if (contracts.length === 0) return "none"
  return contracts.some(({ validFrom }) => at < validFrom) ? "not-yet" : "over"
}

type Ids = ReadonlyArray<string> | undefined

const takes = (ids: Ids, id: string): boolean => ids === undefined || ids.includes(id)

const doShare = (a: Ids, b: Ids): boolean =>
  a === undefined || b === undefined || a.some((id) => b.includes(id))
