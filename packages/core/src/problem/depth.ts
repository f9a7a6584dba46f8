// How deep a document goes.

/** The most levels of a document: of objects and lists, one in the other. */
export const depthAtMost = 64

/** Documents of so few levels and parts are looked through in the quick way: most are. */
const shallow = { levels: 16, parts: 1_000 } as const

/** Whether a document goes deeper than `depthAtMost`, as one that holds itself does. */
export const isTooDeep = (document: unknown): boolean =>
  !isShallow(document) && hasTooManyLevels(document)

const isShallow = (document: unknown): boolean => {
  let parts = 0
  const ends = (value: unknown, levels: number): boolean => {
    if (!isInner(value)) return true
    parts += 1
    if (levels === 0 || parts > shallow.parts) return false
    for (const inner of Object.values(value)) if (!ends(inner, levels - 1)) return false
    return true
  }
  return ends(document, shallow.levels)
}

// What stands in it twice on one level is looked at once: no document costs more than its size.
const hasTooManyLevels = (document: unknown): boolean => {
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
