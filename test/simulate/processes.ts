// The processes that are simulated: those that are shipped, and one in which much becomes due.
import { businessConnect, mixvel, type Profile, standard } from "@upkeep/core"

/** Every clock has a target of its own, warns, and escalates where it is breached. */
const busy: Profile = {
  ...standard,
  id: "busy",
  policy: {
    id: "busy",
    version: "1",
    clocks: standard.policy.clocks.map((clock) =>
      clock.effect === "close"
        ? clock
        : {
            ...clock,
            target: { workingMinutes: 480 },
            warnAt: [0.5, 0.9],
            warnBefore: [30],
            ...(clock.id === "resolution" ? { onBreach: [{ escalateTo: "second" }] } : {}),
          },
    ),
  },
}

export const processes: ReadonlyArray<Profile> = [standard, mixvel, businessConnect, busy]
