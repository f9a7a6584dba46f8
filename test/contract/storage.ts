// The rules of storage for the stores of this house, as tests of vitest.
import { type StoragePlace, storageSuite, type Subject } from "@upkeep/testing"
import { conformance, type ConformanceOptions } from "@upkeep/testing/vitest"

/** Registers the rules of storage for an adapter; concurrent where they wait for a server. */
export const storageContract = (
  subject: Subject<StoragePlace>,
  options?: ConformanceOptions,
): void => conformance(storageSuite, subject, options)
