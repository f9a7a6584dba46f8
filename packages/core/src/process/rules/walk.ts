// Where one gets to by arrows.

/** Where the arrows of a place lead. */
export type Targets = (place: string) => ReadonlyArray<string>

/** Every place to which arrows lead from one of them, that one included. */
export const reached = (targets: Targets, from: string): ReadonlySet<string> => {
  const found = new Set([from])
  for (const place of found) for (const to of targets(place)) found.add(to)
  return found
}

/** The shortest way by which a place is come back to; as far as it leads where there is none. */
export const shortestLoop = (targets: Targets, from: string): ReadonlyArray<string> => {
  const seen = new Set([from])
  const ways: Array<ReadonlyArray<string>> = [[from]]
  for (const way of ways) {
    const next = targets(way.at(-1) ?? from)
    if (next.includes(from)) return [...way, from]
    for (const to of next)
      if (!seen.has(to)) {
        seen.add(to)
        ways.push([...way, to])
      }
  }
  return ways.at(-1) ?? [from]
}
