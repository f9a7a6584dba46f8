// Where a list goes on, signed: nobody reads another list by a cursor, or makes one up.
import { Effect, Predicate } from "effect"
import * as Problem from "../../problem/Problem.ts"
import { fingerprint } from "../canonical.ts"
import { InvalidInput } from "../DeskError.ts"
import * as Signature from "../Signature.ts"
import type { Wiring } from "../wiring.ts"

/** A place in a list: an instant or a position, and the id that stands there. */
export interface Place {
  readonly at: number
  readonly id: string
}

/** What a cursor belongs to: a kind of list, and what was asked of it. */
export interface Asked {
  readonly list: "page" | "search"
  readonly question: object
}

/** Writes a cursor. */
export const writeCursor = (wiring: Wiring, asked: Asked, { at, id }: Place): string => {
  const place = Buffer.from(JSON.stringify([at, id])).toString("base64url")
  return `${place}.${proofOf(wiring, asked, place)}`
}

/** Reads a cursor; refuses one that this desk did not write for this question. */
export const readCursor = (wiring: Wiring, asked: Asked, cursor: string | undefined) => {
  if (cursor === undefined) return Effect.succeed(undefined)
  const [place = "", proof = ""] = cursor.split(".")
  const text = textOf(asked, place)
  if (!Signature.verify(wiring.secret, wiring.tenant, { text, proof })) return refused(cursor)
  const parts: unknown = JSON.parse(Buffer.from(place, "base64url").toString())
  return Array.isArray(parts) && Predicate.isNumber(parts[0]) && Predicate.isString(parts[1])
    ? Effect.succeed<Place>({ at: parts[0], id: parts[1] })
    : refused(cursor)
}

const proofOf = ({ secret, tenant }: Wiring, asked: Asked, place: string): string =>
  Signature.sign(secret, tenant, textOf(asked, place))

const textOf = ({ list, question }: Asked, place: string): string =>
  `cursor ${list} ${fingerprint(question)} ${place}`

const refused = (got: string) =>
  Effect.fail(
    new InvalidInput({
      problems: [
        Problem.make({
          code: "invalid-cursor",
          path: "cursor",
          got,
          expected: "the next of the page before, with the same question",
        }),
      ],
    }),
  )
