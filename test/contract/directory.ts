// The rules of directories for those of this house, as tests of vitest.
import { directorySuite, type FilledDirectory } from "@upkeep/testing"
import { conformance } from "@upkeep/testing/vitest"
import { afterAll } from "vitest"

/** A directory, and what it holds; gone after the test. */
export interface Filled extends FilledDirectory, AsyncDisposable {}

/**
 * Registers the rules of a directory that is filled, and of which all that it holds is told. The
 * rules only ask: one directory serves all of them.
 */
export const directoryContract = (
  name: string,
  fill: () => Promise<Filled>,
  capabilities: { readonly tenants?: boolean } = {},
): void => {
  let filled: Promise<Filled> | undefined
  const make = async (): Promise<FilledDirectory> => {
    const { adapter, data, tenant } = await (filled ??= fill())
    return { adapter, data, tenant }
  }
  afterAll(async () => (await filled)?.[Symbol.asyncDispose]())
  conformance(directorySuite, { name, make, capabilities })
}
