// Numbers in few characters.

/** `1–4, 6`: numbers that follow each other told by the first and the last of three or more. */
export const rangesOf = (numbers: ReadonlyArray<number>): string => {
  const runs: Array<{ from: number; to: number }> = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last !== undefined && last.to + 1 === number) last.to = number
    else runs.push({ from: number, to: number })
  }
  return runs.map(({ from, to }) => textOf(from, to)).join(", ")
}

const textOf = (from: number, to: number): string => {
  if (from === to) return `${from}`
  return to === from + 1 ? `${from}, ${to}` : `${from}–${to}`
}
