// Measuring in rounds: ours, a peer and a limit one after the other, so that a noisy machine is
// noisy for all of them. The figure is the median; the spread is printed beside it.

/** Something to measure: does `count` units of work, or says how many it did. */
export interface Contender {
  readonly name: string
  readonly run: () => Promise<number> | number
}

/** One line of a benchmark, in the form that every benchmark prints. */
export interface Figure {
  readonly bench: string
  readonly name: string
  readonly unit: string
  readonly ours: number
  readonly peer: number | null
  readonly peerName: string | null
  readonly limit: number | null
  readonly limitName: string | null
  readonly ratioPeer: number | null
  readonly ratioLimit: number | null
  readonly goal: string | null
  readonly met: boolean | null
  /** The least and the most of our rounds. */
  readonly spread: readonly [number, number]
}

/** What a benchmark compares. */
export interface Comparison {
  readonly bench: string
  readonly name: string
  readonly ours: Contender
  readonly peer?: Contender
  readonly limit?: Contender
  readonly goal?: string
  readonly met?: (figure: {
    readonly ours: number
    readonly ratioPeer: number
    readonly ratioLimit: number
  }) => boolean
  /** At least five. */
  readonly rounds?: number
}

const roundsDefault = 5

/** Units per second of every contender, in interleaved rounds after one warm-up. */
export const compare = async (comparison: Comparison): Promise<Figure> => {
  const { bench, name, ours, peer, limit, goal, met, rounds = roundsDefault } = comparison
  const all = [ours, peer, limit].filter((each) => each !== undefined)
  const rates = new Map<Contender, Array<number>>(all.map((each) => [each, []]))
  for (let round = 0; round <= rounds; round++)
    for (const each of all) {
      const rate = await rateOf(each)
      if (round > 0) rates.get(each)?.push(rate)
    }
  const of = (each: Contender | undefined) =>
    each === undefined ? null : median(rates.get(each) ?? [])
  const figures = { ours: of(ours) ?? 0, peer: of(peer), limit: of(limit) }
  const ratioPeer = figures.peer === null ? null : round2(figures.ours / figures.peer)
  const ratioLimit = figures.limit === null ? null : round2(figures.ours / figures.limit)
  const own = rates.get(ours) ?? []
  return {
    bench,
    name,
    unit: "1/s",
    ratioPeer,
    ratioLimit,
    ours: Math.round(figures.ours),
    peer: figures.peer === null ? null : Math.round(figures.peer),
    peerName: peer?.name ?? null,
    limit: figures.limit === null ? null : Math.round(figures.limit),
    limitName: limit?.name ?? null,
    goal: goal ?? null,
    met:
      met?.({
        ours: figures.ours,
        ratioPeer: ratioPeer ?? 0,
        ratioLimit: ratioLimit ?? 0,
      }) ?? null,
    spread: [Math.round(Math.min(...own)), Math.round(Math.max(...own))],
  }
}

const rateOf = async ({ run }: Contender): Promise<number> => {
  const start = performance.now()
  const count = await run()
  return (count / (performance.now() - start)) * 1_000
}

/** The middle of some figures; of an even number the lower middle. */
export const median = (figures: ReadonlyArray<number>): number =>
  figures.toSorted((a, b) => a - b)[Math.floor((figures.length - 1) / 2)] ?? 0

const round2 = (ratio: number): number => Math.round(ratio * 100) / 100
