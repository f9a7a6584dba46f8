// The rules of notifiers for those of this house, as tests of vitest.
import { type NotifierChannel, notifierSuite, type Subject } from "@upkeep/testing"
import { conformance } from "@upkeep/testing/vitest"

export type { Manner, NotifierChannel } from "@upkeep/testing"

/** Registers the rules of notifiers for an adapter and its other side. */
export const notifierContract = (subject: Subject<NotifierChannel>): void =>
  conformance(notifierSuite, subject)
