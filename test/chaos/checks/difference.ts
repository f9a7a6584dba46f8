// Where two values of JSON differ, so that a finding names the place and not two whole tickets.

/** The places where they differ: path, got, expected; empty where they are the same. */
export const differences = (got: unknown, expected: unknown, path = ""): ReadonlyArray<string> => {
  if (!isNested(got) || !isNested(expected)) {
    const same = Object.is(got, expected)
    return same ? [] : [`${path}: got ${textOf(got)}, expected ${textOf(expected)}`]
  }
  const [a, b] = [new Map(Object.entries(got)), new Map(Object.entries(expected))]
  const names = [...new Set([...a.keys(), ...b.keys()])]
  return names.flatMap((name) =>
    differences(a.get(name), b.get(name), path === "" ? name : `${path}.${name}`),
  )
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null

const textOf = (value: unknown): string => JSON.stringify(value) ?? "nothing"
