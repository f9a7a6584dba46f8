// Who may ask over HTTP: the tokens of a file, which holds their digests alone, or one made for a
// run.
import { Problem } from "@upkeep/core"
import { Principal } from "@upkeep/core/effect"
import { Predicate, Result } from "effect"
import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import { readJson } from "./json.ts"

/** Whom a token stands for. The token itself is known to nobody but its owner. */
export interface TokenEntry {
  /** SHA-256 of the token. */
  readonly digest: Uint8Array
  readonly principal: Principal.Principal
}

/** Bytes of chance in a token that is made here. */
export const tokenBytes = 32

/** A token that nobody can guess, as text. */
export const makeToken = (): string => randomBytes(tokenBytes).toString("hex")

/** What is kept of a token. */
export const entryOf = (token: string, principal: Principal.Principal): TokenEntry => ({
  digest: digestOf(token),
  principal,
})

/**
 * Tells who sends a request by its `Authorization: Bearer …`. Digests are compared in constant
 * time: how long an answer takes does not tell how much of one was right.
 */
export const principalBy =
  (entries: ReadonlyArray<TokenEntry>) =>
  ({ headers }: Request): Principal.Principal | undefined => {
    const token = bearer.exec(headers.get("authorization") ?? "")?.[1]
    if (token === undefined) return undefined
    const digest = digestOf(token)
    return entries.find((entry) => timingSafeEqual(entry.digest, digest))?.principal
  }

// RFC 6750, 2.1.
const bearer = /^Bearer +([\w.~+/-]+=*)$/i

const digestOf = (token: string): Uint8Array => createHash("sha256").update(token).digest()

type Problems = ReadonlyArray<Problem.Problem>

/** Reads a file of tokens, or says everything that is wrong with it; `where` names the option. */
export const readTokens = (
  file: string,
  where: string,
): Result.Result<ReadonlyArray<TokenEntry>, Problems> => {
  const json = readJson(file)
  if (Result.isSuccess(json)) return tokensOf(json.success, where)
  const expected = `a list of tokens as JSON (${json.failure})`
  return Result.fail([
    Problem.make({ code: "cannot-read-tokens", path: where, got: file, expected }),
  ])
}

const tokensOf = (
  found: unknown,
  where: string,
): Result.Result<ReadonlyArray<TokenEntry>, Problems> => {
  if (!Array.isArray(found)) return Result.fail([wrongType(where, found, "a list of tokens")])
  const read = found.map((entry: unknown, index) => readEntry(entry, `${where}[${index}]`))
  const problems = [
    ...(found.length > 0 ? [] : [empty(where)]),
    ...read.flatMap((each) => (Result.isFailure(each) ? each.failure : [])),
    ...repeated(found, where),
  ]
  const entries = read.flatMap((each) => (Result.isSuccess(each) ? [each.success] : []))
  return problems.length > 0 ? Result.fail(problems) : Result.succeed(entries)
}

const readEntry = (entry: unknown, path: string): Result.Result<TokenEntry, Problems> => {
  if (!Predicate.isObject(entry)) return Result.fail([wrongType(path, entry, "an object")])
  const { sha256, ...rest } = entry
  const principal = Principal.check(rest)
  if (isSha256(sha256) && Result.isSuccess(principal))
    return Result.succeed({ digest: Buffer.from(sha256, "hex"), principal: principal.success })
  const strange = Result.isFailure(principal) ? principal.failure.map(unshown) : []
  return Result.fail([
    ...(isSha256(sha256) ? [] : [wrongDigest(`${path}.sha256`, sha256)]),
    ...strange.map((problem) => Problem.within(path, problem)),
  ])
}

const isSha256 = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value)

const wrongType = (path: string, got: unknown, expected: string) =>
  Problem.make({ code: "wrong-type", path, got, expected })

const empty = (path: string) =>
  Problem.make({ code: "empty", path, got: "no token", expected: "one token at least" })

// What stands where no digest is, or in a field that nobody knows, may be the token itself: no
// message shows it.
const wrongDigest = (path: string, got: unknown) => {
  const expected = "SHA-256 of the token, in 64 lower-case hexadecimal digits"
  if (typeof got !== "string")
    return Problem.make({
      code: got === undefined ? "missing-field" : "wrong-type",
      path,
      got,
      expected,
    })
  const shown = `text of ${got.length} characters`
  return Problem.make({ code: "invalid-hash", path, got: shown, expected })
}

const unshown = (problem: Problem.Problem): Problem.Problem =>
  problem.code === "unknown-field"
    ? Problem.make({ ...problem, got: "what is not shown" })
    : problem

const repeated = (entries: ReadonlyArray<unknown>, where: string): Problems => {
  const digests = entries.map((entry) =>
    Predicate.isObject(entry) && isSha256(entry["sha256"]) ? entry["sha256"] : undefined,
  )
  return digests.flatMap((got, index) => {
    if (got === undefined || digests.indexOf(got) === index) return []
    const path = `${where}[${index}].sha256`
    return [Problem.make({ code: "duplicate-token", path, got, expected: "each token once" })]
  })
}
