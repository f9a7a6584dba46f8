// What comes one by one, as a list.

/** Everything that is given, in its order. */
export const collected = async <A>(given: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for await (const each of given) all.push(each)
  return all
}
