// How deep a document goes.

/** The most levels of a document: of objects and lists, one in the other. */
export const depthAtMost = 64

/**
 * Whether a document goes deeper than `depthAtMost`, as one that holds itself does. What stands in
 * it twice on one level is looked at once, so that no document costs more than its own size.
 */
export const isTooDeep = (document: unknown): boolean => {
  let level = innerOf([document])
  for (let depth = 1; level.size > 0; depth += 1) {
    if (depth > depthAtMost) return true
    level = innerOf([...level].flatMap((each): ReadonlyArray<unknown> => Object.values(each)))
  }
  return false
}

const innerOf = (values: ReadonlyArray<unknown>): ReadonlySet<object> =>
  new Set(values.filter(isInner))

// Bytes are no levels, however many there are.
const isInner = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !ArrayBuffer.isView(value)
