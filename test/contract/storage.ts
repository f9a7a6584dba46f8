// The rules of storage for the stores of this house, as tests of vitest.
import { type StoragePlace, storageSuite, type Subject } from "@upkeep/testing"
import { conformance } from "@upkeep/testing/vitest"

/** Registers the rules of storage for an adapter. */
export const storageContract = (subject: Subject<StoragePlace>): void =>
  conformance(storageSuite, subject)
