// Where a clock can run and where it stands, found by following every life that the lifecycle
// allows: whoever may act, whatever they may do, in whatever order. That a clock goes on after a
// completion or a closing which is undone is not followed: where it would run, it has run before.
import type { ClockRule } from "../sla/Policy.ts"
import { doersOf } from "../ticket/Causes.ts"
import { Event, type EventType } from "../ticket/Event.ts"
import * as Lifecycle from "../ticket/Lifecycle.ts"
import * as Obligation from "../ticket/Obligation.ts"
import { type Course, hears, type Moment, stepped } from "./clocks/course.ts"
import { changesOwing, type Owing, owingAfter } from "./owing.ts"

/** In which statuses a clock can run, and in which it stands although it has begun. */
export interface Whereabouts {
  readonly runs: ReadonlySet<string>
  readonly stands: ReadonlySet<string>
}

/** A ticket and one of its clocks, as far as the next step of either depends on them. */
interface Life {
  readonly status: string
  readonly owing: Owing
  readonly course: Course
}

interface Happening {
  readonly event: string
  readonly next: string
}

/** Where the clock of a rule can run and where it stands, on a way. */
export const whereaboutsOf = (lifecycle: Lifecycle.Lifecycle, rule: ClockRule): Whereabouts => {
  const way = { lifecycle, rule, happenings: happeningsIn(lifecycle, rule) }
  const lives = new Map<string, Life>()
  const add = (life: Life) => {
    const { status, owing, course } = life
    lives.set(`${status} ${owing.join()} ${course.clock} ${course.held}`, life)
  }
  const unborn: Life = { status: "", owing: [], course: { clock: "idle", held: false } }
  for (const life of after(way, unborn, { event: "Registered", next: lifecycle.initial })) add(life)
  // A map that grows while it is walked is walked to its end.
  for (const life of lives.values())
    for (const happening of way.happenings.get(life.status) ?? [])
      for (const each of after(way, life, happening)) add(each)
  return whereabouts(lifecycle, rule, [...lives.values()])
}

const whereabouts = (
  { table }: Lifecycle.Lifecycle,
  { pausesIn = [] }: ClockRule,
  lives: ReadonlyArray<Life>,
): Whereabouts => {
  const live = lives.filter(({ course }) => course.clock === "live")
  const stands = ({ status, course }: Life) =>
    course.held || pausesIn.some((state) => table.get(status)?.states.has(state))
  return {
    runs: new Set(live.filter((life) => !stands(life)).map(({ status }) => status)),
    stands: new Set(live.filter(stands).map(({ status }) => status)),
  }
}

interface Way {
  readonly lifecycle: Lifecycle.Lifecycle
  readonly rule: ClockRule
  readonly happenings: ReadonlyMap<string, ReadonlyArray<Happening>>
}

const nowhere: ReadonlySet<string> = new Set()

// The lives that an event leads to, by everybody who may be its actor, with the turn passed on to
// whoever owes the next move.
const after = (way: Way, life: Life, { event, next }: Happening): ReadonlyArray<Life> =>
  owingAfter(event, life.owing).flatMap((owing) =>
    [...doersOf(event)].flatMap((by) => {
      const heard = heardBy(way, life.course, { event, by, from: life.status, to: next })
      const turn = turnIn(way.lifecycle, next, owing)
      const passed = way.lifecycle.table.get(next)?.next.get(`TurnPassed.${turn}`)
      if (passed === undefined) return heard.map((course) => ({ status: next, owing, course }))
      return heard
        .flatMap((course) =>
          heardBy(way, course, { event: "TurnPassed", by, from: next, to: passed }),
        )
        .map((course) => ({ status: passed, owing, course }))
    }),
  )

const turnIn = (lifecycle: Lifecycle.Lifecycle, status: string, owing: Owing): string => {
  const owed = owing.map((owner) => ({ id: 0, owner, kind: "question" as const }))
  const states = lifecycle.table.get(status)?.states ?? nowhere
  return Obligation.turnOf(owed, Lifecycle.ownerIn(lifecycle, states))
}

interface Step {
  readonly event: string
  readonly by: Moment["by"]
  readonly from: string
  readonly to: string
}

const heardBy = (
  { lifecycle: { table }, rule }: Way,
  course: Course,
  { event, by, from, to }: Step,
): ReadonlyArray<Course> => {
  const [before, after] = [from, to].map((status) => table.get(status)?.states ?? nowhere)
  return stepped(rule, course, { event, by, before: before ?? nowhere, after: after ?? nowhere })
}

// What may happen in each status, as far as it moves the ticket, the turn or the clock.
const happeningsIn = (lifecycle: Lifecycle.Lifecycle, rule: ClockRule): Way["happenings"] => {
  const noted = facts.filter((fact) => changesOwing(fact) || hears(rule, fact))
  return new Map(
    [...lifecycle.table].map(([status, { next }]) => [
      status,
      [
        ...[...next]
          .map(([signal, next]) => ({ event: signal.split(".")[0] ?? signal, next }))
          .filter(({ event }) => event !== "TurnPassed"),
        ...noted
          .filter((fact) => Lifecycle.allows(lifecycle, status, fact))
          .map((event) => ({ event, next: status })),
      ],
    ]),
  )
}

const facts: ReadonlyArray<EventType> = Event.members
  .map((member) => member.fields.type.literal)
  .filter((type) => Lifecycle.isFact(type))
