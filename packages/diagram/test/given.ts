// Processes that are drawn, and one whose every word is hostile.
import { businessConnect, mixvel, Process, type Profile, standard } from "@upkeep/core"
import { Result } from "effect"

/** A process, which is good. */
export const processOf = (profile: Profile): Process.Process =>
  Result.getOrThrow(Process.make(profile))

const labels = (en: string) => ({ en, ru: `${en}, по-русски` })

/** A step between two states, which leads on and back. */
export const step = (id: string, after: string, before: string) => ({
  id,
  labels: labels(`Step ${id} with a name that is rather long`),
  after,
  before,
  owner: "customer" as const,
  moves: [
    { id: "on", labels: labels("Go on"), to: "next" },
    { id: "back", labels: labels("Go back to what was before"), to: "back" },
  ],
})

/** Steps of its own, in a row and apart, and everything switched on. */
export const stepped: Profile = {
  ...standard,
  id: "stepped",
  causeFirst: true,
  steps: [
    step("approval", "diagnosing", "solving"),
    step("review", "approval", "solving"),
    step("test", "fixing", "awaitingRelease"),
  ],
}

/** What is drawn. */
export const profiles: ReadonlyArray<Profile> = [standard, mixvel, businessConnect, stepped]

/** Markup of every kind, and what breaks lines and turns text around. */
export const evil =
  "<script>alert(1)</script> \"q\" 's' & | a\nb\r\n--\nend note } ]] > `c` *d* [x](http://evil.example) ${e} #f; %%g \u202eh\u0000"

const evilWords = { en: evil, ru: evil }

/** The same process with words that do nothing and with hostile ones. */
export const inWords = (words: { readonly en: string; readonly ru: string }): Profile => ({
  ...stepped,
  desk: { ...standard.desk, name: words.en.replaceAll("\u0000", "") },
  requestTypes: [{ id: "request", labels: words, wished: ["build"] }],
  fields: [{ id: "build", kind: "text", labels: words }],
  labels: Object.fromEntries(
    ["registered", "solving", "customers", "awaitingWord", "silence"].map((id) => [id, words]),
  ),
  lines: standard.lines.map((line) => ({ ...line, labels: words })),
  steps: (stepped.steps ?? []).map((each) => ({
    ...each,
    labels: words,
    moves: each.moves.map((move) => ({ ...move, labels: words })),
  })),
})

/** The hostile process: put together, for no profile with such words need be found good. */
export const hostile: Process.Process = {
  ...processOf(inWords({ en: "word", ru: "слово" })),
  profile: inWords(evilWords),
}
/** The same without anything hostile. */
export const harmless: Process.Process = processOf(inWords({ en: "word", ru: "слово" }))
