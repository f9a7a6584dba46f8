// Findings in English.
import type { Words } from "./words.ts"

export const english: Words = {
  rules: {
    "paused-though-answered": {
      what: "The clock stood for the customer, although the customer had written last and nobody had answered",
      unless: "harmless where the message asked nothing and the customer still owes us something",
    },
    "robot-response": {
      what: "A machine's act stopped a clock that measures our response",
      unless: "harmless where the contract lets an automatic message count",
    },
    "paused-before-breach": {
      what: "The clock was paused shortly before its deadline",
      unless: "harmless where nothing could have been asked earlier",
    },
    "passed-to-and-fro": {
      what: "The request came back again and again to who had had it before",
      unless: "harmless where shifts hand over to each other",
    },
    "disputed-again": {
      what: "The customer disagreed with answer after answer",
      unless: "harmless where each answer was about something new",
    },
    "eased-before-breach": {
      what: "What sets the target was changed shortly before the deadline, which went later",
      unless: "harmless where the request had been judged wrongly",
    },
    "deadline-by-hand": {
      what: "A later deadline was set by hand when the old one was near",
      unless: "harmless where it was agreed with the customer",
    },
    "registered-later": {
      what: "The time of the request was made later when the deadline was near or over",
      unless: "harmless where the channel's own record shows that time",
    },
    "recorded-late": {
      what: "What stopped the clock in time was written down only after the deadline",
      unless: "harmless where a call or a letter of that time shows it",
    },
    "answered-and-undone": {
      what: "We took up our own answer, or a closing, again soon after it had stopped the clock",
      unless: "harmless where the customer said so by phone",
    },
  },
  how: {
    stood: "stood",
    stopped: "was stopped, and would have run on",
    moved: "became due later",
    anew: "began anew; time that counts no more",
    spent: "ran meanwhile",
  },
  phrases: { due: "was due", none: "nothing is owed any more", still: "until now" },
}
