// Working time: questions a second beside the peers and beside a kernel that checks nothing, the
// time to lay a calendar out, and what the peers answer where clocks change.
import type { Calendar } from "../packages/core/src/calendar/Calendar.ts"
import * as WorkingTime from "../packages/core/src/calendar/WorkingTime.ts"
import { dayjsBusinessTime } from "./calendar/dayjsBusinessTime.ts"
import { kernelOf } from "./calendar/kernel.ts"
import { momentBusinessTime } from "./calendar/momentBusinessTime.ts"
import {
  dayMillis,
  hourMillis,
  instants,
  kernelFirstDay,
  kernelOffice,
  office,
  officeWithExceptions,
  peerOffice,
} from "./calendar/office.ts"
import type { Peer } from "./calendar/peer.ts"
import { wrongAnswers } from "./calendar/wrongAnswers.ts"
import { compare, type Contender, type Figure, median } from "./measure.ts"

const bench = "calendar"

/** Questions of one round of ours and of the kernel. */
const questions = 1_000_000
/** A round of a peer asks at least once, and goes on for so long. */
const peerRoundMillis = 100

interface Column {
  readonly name: string
  readonly question: "add" | "between"
  /** What is added, or how far apart the two instants are. */
  readonly millis: number
}

const oneDay: Column = { name: "between 1 day", question: "between", millis: dayMillis }
const tenYears: Column = {
  name: "between 10 years",
  question: "between",
  millis: 3_650 * dayMillis,
}

const columns: ReadonlyArray<Column> = [
  { name: "add 24 h", question: "add", millis: 24 * hourMillis },
  { name: "add 400 h", question: "add", millis: 400 * hourMillis },
  oneDay,
  { name: "between 1 year", question: "between", millis: 365 * dayMillis },
  tenYears,
]

const workingTime = WorkingTime.make(office)
const kernel = kernelOf(kernelOffice, kernelFirstDay)

// Each contender has loops of its own: a loop that several share calls none of them directly.
const oursOf = ({ question, millis }: Column, name = "WorkingTime"): Contender => ({
  name,
  run: () => used(question === "add" ? addOurs(millis) : betweenOurs(millis)),
})

const addOurs = (millis: number): number => {
  let sum = 0
  for (let n = 0; n < questions; n++)
    sum += WorkingTime.add(workingTime, instants[n % instants.length]!, millis)
  return sum
}

const betweenOurs = (millis: number): number => {
  let sum = 0
  for (let n = 0; n < questions; n++) {
    const from = instants[n % instants.length]!
    sum += WorkingTime.between(workingTime, from, from + millis)
  }
  return sum
}

const kernelContender = ({ question, millis }: Column): Contender => ({
  name: "the bare kernel",
  run: () => used(question === "add" ? addByKernel(millis) : betweenByKernel(millis)),
})

const addByKernel = (millis: number): number => {
  let sum = 0
  for (let n = 0; n < questions; n++) sum += kernel.add(instants[n % instants.length]!, millis)
  return sum
}

const betweenByKernel = (millis: number): number => {
  let sum = 0
  for (let n = 0; n < questions; n++) {
    const from = instants[n % instants.length]!
    sum += kernel.between(from, from + millis)
  }
  return sum
}

/** A sum that nobody reads might not be computed. */
const used = (sum: number): number => {
  if (Number.isNaN(sum)) throw new Error("a question had no answer")
  return questions
}

const peerContender = (peer: Peer, { question, millis }: Column): Contender => ({
  name: peer.name,
  run: () => {
    peer.use(peerOffice)
    const until = performance.now() + peerRoundMillis
    let count = 0
    do {
      const from = instants[count++ % instants.length]!
      if (question === "add") peer.add("UTC", from, millis)
      else peer.between("UTC", from, from + millis)
    } while (performance.now() < until)
    return count
  },
})

/** A limit that answered otherwise would be the limit of something else. */
const agreed = ({ question, millis }: Column): void => {
  for (const from of instants) {
    const [ours, bare] =
      question === "add"
        ? [WorkingTime.add(workingTime, from, millis), kernel.add(from, millis)]
        : [
            WorkingTime.between(workingTime, from, from + millis),
            kernel.between(from, from + millis),
          ]
    if (ours !== bare) throw new Error(`${question} ${from} ${millis}: ours ${ours}, bare ${bare}`)
  }
}

async function* speeds(): AsyncGenerator<Figure> {
  for (const column of columns) {
    agreed(column)
    yield await compare({
      bench,
      name: column.name,
      ours: oursOf(column),
      peer: peerContender(dayjsBusinessTime, column),
      limit: kernelContender(column),
      goal: "≥ 0.5× the bare kernel, ≥ 1,000× dayjs-business-time",
      met: ({ ratioPeer, ratioLimit }) => ratioLimit >= 0.5 && ratioPeer >= 1_000,
    })
    yield await compare({
      bench,
      name: column.name,
      ours: oursOf(column),
      peer: peerContender(momentBusinessTime, column),
    })
  }
  yield await compare({
    bench,
    name: "between 10 years, beside 1 day",
    ours: oursOf(tenYears),
    peer: oursOf(oneDay, "our own 1 day"),
    goal: "10 years cost at most twice 1 day",
    met: ({ ratioPeer }) => ratioPeer >= 0.5,
  })
}

/** Zones alike: the first question to one fills its cache, so that each is asked but once. */
const freshZones = [
  "Berlin Paris Madrid Rome Vienna Brussels Prague Warsaw".split(" "),
  "Stockholm Oslo Budapest Zurich Sofia Athens Helsinki Riga".split(" "),
].flatMap((cities) => cities.map((city) => `Europe/${city}`))

/** Of them the first ones warm up: a program that asks for many zones is warm itself. */
const warmingUp = 7
const yearsLaidOut = { from: Date.UTC(2020, 6, 1), to: Date.UTC(2040, 6, 1) }
const compileGoal = 10

const inZones = (calendar: Calendar): ReadonlyArray<Calendar> =>
  freshZones.map((timeZone) => ({ ...calendar, timeZone }))

const compileMillis = (calendar: Calendar): number => {
  const from = performance.now()
  WorkingTime.between(WorkingTime.make(calendar), yearsLaidOut.from, yearsLaidOut.to)
  return performance.now() - from
}

const compiling = (name: string, calendars: ReadonlyArray<Calendar>): Figure => {
  const millis = calendars.map(compileMillis).slice(warmingUp)
  const ours = median(millis)
  return {
    bench,
    name: `20 years laid out, ${name}`,
    unit: "ms",
    ours: tenths(ours),
    peer: null,
    peerName: null,
    limit: null,
    limitName: null,
    ratioPeer: null,
    ratioLimit: null,
    goal: `≤ ${compileGoal} ms`,
    met: ours <= compileGoal,
    spread: [tenths(Math.min(...millis)), tenths(Math.max(...millis))],
  }
}

const tenths = (value: number): number => Math.round(value * 10) / 10

/** The figures of working time. */
export async function* calendar(): AsyncGenerator<Figure> {
  yield compiling("a zone that was never asked", inZones(office))
  yield compiling("a zone that was asked before", inZones(office))
  yield compiling("the same with 20 exceptions a year", inZones(officeWithExceptions))
  yield* speeds()
  yield* wrongAnswers()
}
