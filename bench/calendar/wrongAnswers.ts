// What everybody answers where clocks change: the vectors of `add` and `between` beside the
// repository whose questions cross a change of offset.
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { instantOf, millisOf } from "../../packages/core/test/calendar/vectors/iso.ts"
import { judge } from "../../packages/core/test/calendar/vectors/judge.ts"
import { files, without } from "../../packages/core/test/calendar/vectors.ts"
import type { Figure } from "../measure.ts"
import type { Asked } from "./asked.ts"
import { dayjsBusinessTime } from "./dayjsBusinessTime.ts"
import { momentBusinessTime } from "./momentBusinessTime.ts"
import type { PeerCalendar } from "./peer.ts"

/** Long after the slowest answer that came. */
const hangsAfterMillis = 1_000

interface Vector {
  readonly op: string
  readonly calendar: {
    readonly timeZone: string
    readonly week: PeerCalendar["week"]
    readonly holidays?: ReadonlyArray<string>
    readonly days?: object
  }
  readonly input: { readonly from: string; readonly to?: string; readonly duration?: string }
  readonly expected: string
  readonly tags?: ReadonlyArray<string>
}

interface Case {
  readonly line: string
  readonly asked: Omit<Asked, "peer">
  readonly expected: number
}

const casesOf = (file: string): ReadonlyArray<Case> =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      // The format is described beside the files.
      const { op, calendar, input, expected, tags = [] }: Vector = JSON.parse(line)
      const { timeZone, week, holidays = [], days } = calendar
      // Hours of single dates are beyond the peers.
      if (!tags.includes("crosses-offset-change") || days !== undefined) return []
      if (op !== "add" && op !== "between") return []
      return {
        line,
        asked: {
          calendar: { timeZone, week, holidays },
          from: instantOf(input.from),
          to: input.to === undefined ? undefined : instantOf(input.to),
          millis: input.duration === undefined ? undefined : millisOf(input.duration),
        },
        expected: op === "add" ? instantOf(expected) : millisOf(expected),
      }
    })

const started = async (): Promise<ChildProcess> => {
  const child = fork(fileURLToPath(new URL("asked.ts", import.meta.url)), {
    serialization: "advanced",
  })
  await once(child, "message")
  return child
}

/** What a peer answers, one question after the other; "hangs" where it does not. */
const answersOf = async (peer: string, cases: ReadonlyArray<Case>) => {
  const answers: Array<unknown> = []
  let child = await started()
  for (const { asked } of cases) {
    child.send({ peer, ...asked })
    const signal = AbortSignal.timeout(hangsAfterMillis)
    const answered = await once(child, "message", { signal }).then(
      ([answer]: ReadonlyArray<unknown>) => answer,
      () => "hangs",
    )
    answers.push(answered)
    if (answered !== "hangs") continue
    child.kill("SIGKILL")
    child = await started()
  }
  child.kill()
  return answers
}

/** How many answers are wrong, ours beside each peer's. */
export async function* wrongAnswers(): AsyncGenerator<Figure> {
  const cases = files.flatMap(casesOf)
  if (cases.length === 0) {
    process.stderr.write(`bench: no answers of peers are compared${without}\n`)
    return
  }
  const ours = cases.filter(({ line }) => judge(line) !== undefined).length
  for (const name of [momentBusinessTime.name, dayjsBusinessTime.name]) {
    const answers = await answersOf(name, cases)
    const wrong = cases.filter(({ expected }, n) => answers[n] !== expected).length
    const hung = answers.filter((answer) => answer === "hangs").length
    yield {
      bench: "calendar",
      name: `wrong answers, of the ${cases.length} measured where an offset changes (add, between)`,
      unit: "wrong",
      ours,
      peer: wrong,
      peerName: hung === 0 ? name : `${name}, ${hung} of them never came`,
      limit: null,
      limitName: null,
      ratioPeer: wrong === 0 ? null : Math.round((ours / wrong) * 100) / 100,
      ratioLimit: null,
      goal: "none of ours",
      met: ours === 0,
      spread: [ours, ours],
    }
  }
}
