// Work and requests against what contracts cover.
import type { PinnedContract } from "../ticket/Event.ts"
import { type Asked, isIn } from "./asked.ts"
import type { Life } from "./Life.ts"
import { monthsIn } from "./Period.ts"

/** What was done under one version of a contract; under none for null. */
export interface Work {
  readonly contract: { readonly id: string; readonly version: string } | null
  /** Logged on its tickets in the period, by when it was done. */
  readonly minutes: number
  /** Registered in the period. */
  readonly requests: number
  readonly quota: Quota | null
}

/** How much of a contract is used up, in the unit of its quota. */
export interface Quota {
  readonly unit: "hours" | "requests"
  readonly per: "month" | "term"
  /** In the period; of a whole term since its first request. */
  readonly used: number
  /** Null where a quota of months meets a period that is no whole months. */
  readonly allowed: number | null
}

interface Sum {
  contract: PinnedContract | null
  minutes: number
  requests: number
  minutesOfTerm: number
  requestsOfTerm: number
}

/** Work under way: it grows with the contracts, not with their tickets. */
export const work = (asked: Asked) => {
  const sums = new Map<string, Sum>()
  return {
    add: ({ state: { contract, registeredAt }, journal }: Life): void => {
      const sum = sumOf(sums, contract)
      sum.requestsOfTerm += 1
      if (isIn(asked, registeredAt)) sum.requests += 1
      for (const { event, effectiveAt } of journal) {
        if (event.type !== "WorkLogged" || effectiveAt >= asked.to) continue
        sum.minutesOfTerm += event.minutes
        if (isIn(asked, effectiveAt)) sum.minutes += event.minutes
      }
    },
    rows: (): ReadonlyArray<Work> =>
      [...sums]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, sum]) => rowOf(asked, sum))
        .filter(({ minutes, requests, quota }) => minutes + requests > 0 || quota !== null),
  }
}

const sumOf = (sums: Map<string, Sum>, contract: PinnedContract | null): Sum => {
  const key = contract === null ? "" : JSON.stringify([contract.id, contract.version])
  const known = sums.get(key)
  if (known !== undefined) {
    known.contract = laterOf(known.contract, contract)
    return known
  }
  const fresh = { contract, minutes: 0, requests: 0, minutesOfTerm: 0, requestsOfTerm: 0 }
  sums.set(key, fresh)
  return fresh
}

// One version says one thing. Where a directory said two, the order of the tickets decides nothing.
const laterOf = (a: PinnedContract | null, b: PinnedContract | null): PinnedContract | null =>
  JSON.stringify(a?.quota ?? null) >= JSON.stringify(b?.quota ?? null) ? a : b

const rowOf = (asked: Asked, sum: Sum): Work => {
  const { contract, minutes, requests } = sum
  const named = contract && { id: contract.id, version: contract.version }
  return { contract: named, minutes, requests, quota: quotaOf(asked, sum) }
}

const minutesOfHour = 60

const quotaOf = (asked: Asked, sum: Sum): Quota | null => {
  const quota = sum.contract?.quota
  if (quota === undefined) return null
  const { per } = quota
  const [minutes, requests] =
    per === "month" ? [sum.minutes, sum.requests] : [sum.minutesOfTerm, sum.requestsOfTerm]
  const times = per === "month" ? monthsIn(asked, asked.timeZone) : 1
  const allowed = (each: number) => (times === null ? null : each * times)
  return "hours" in quota
    ? { unit: "hours", per, used: minutes / minutesOfHour, allowed: allowed(quota.hours) }
    : { unit: "requests", per, used: requests, allowed: allowed(quota.requests) }
}
