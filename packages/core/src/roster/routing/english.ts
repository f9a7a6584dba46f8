// Routing explained in English.
import type { Words } from "./words.ts"

export const english: Words = {
  out: {
    left: "gone since",
    otherLine: "serves other lines:",
    lacksCompetence: "lacks the competence",
    absent: "absent until",
    offShift: "off shift until",
    full: "full,",
  },
  unlike: {
    requestType: "another request type",
    priority: "another priority",
    line: "another line",
    channel: "another channel",
    field: "the field with the competence is empty",
  },
  nobody: {
    noRule: "Nobody is assigned: no rule fits the request",
    noMember: "Nobody is assigned: nobody can take the request",
  },
  best: {
    leastLoad: "the fewest open tickets",
    roundRobin: "assigned a ticket the longest time ago",
  },
  phrases: {
    assigned: "Assigned to",
    byRule: "Rule",
    doesNotFit: "does not fit",
    line: "line",
    competence: "competence",
    openTickets: "open tickets:",
    of: "of",
    lastAssigned: "last assigned",
    neverAssigned: "never assigned",
    offShiftForEver: "off shift, and does not come back",
    only: "the only one who can take it",
    equal: "the first by id among equals, the others:",
  },
}
