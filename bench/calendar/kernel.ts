// The limit for working time: what is left when nothing is checked and there is no zone. Sorted
// starts and ends with running totals, an index by day, laid out as far as asked for.

const dayMillis = 86_400_000

/** Hours of every Monday to Friday in UTC, as milliseconds after midnight. */
export interface KernelHours {
  readonly open: number
  readonly close: number
  /** Days since 1970-01-01. */
  readonly holidays: ReadonlySet<number>
}

/** The two questions that are measured. */
export interface Kernel {
  readonly add: (from: number, millis: number) => number
  readonly between: (from: number, to: number) => number
}

/** A kernel that is laid out from a day on; a question before it is answered wrongly. */
export const kernelOf = (hours: KernelHours, firstDay: number): Kernel => {
  const origin = firstDay * dayMillis
  let laid = layOut(hours, firstDay, firstDay)
  const extend = (day: number) => (laid = layOut(hours, firstDay, day + 2 * (day - firstDay) + 400))

  const indexAt = (at: number): number => {
    const day = Math.floor((at - origin) / dayMillis)
    if (day >= laid.days) extend(firstDay + day)
    let index = laid.byDay[day]!
    while (laid.ends[index]! <= at) index++
    return index
  }
  const worked = (at: number, index: number): number => {
    const within = at - laid.starts[index]!
    return laid.totals[index]! + (within > 0 ? within : 0)
  }
  return {
    add: (from, millis) => {
      const index = indexAt(from)
      const total = worked(from, index) + millis
      while (total > laid.totals[laid.count]!) extend(firstDay + laid.days)
      return instantOf(laid, total, index)
    },
    // Later first: what extends the arrays does so before anything is read from them.
    between: (from, to) => worked(to, indexAt(to)) - worked(from, indexAt(from)),
  }
}

const layOut = ({ open, close, holidays }: KernelHours, firstDay: number, endDay: number) => {
  const days = endDay - firstDay
  const [starts, ends] = [new Float64Array(days + 1), new Float64Array(days + 1)]
  const [totals, byDay] = [new Float64Array(days + 1), new Int32Array(days)]
  let count = 0
  for (let day = firstDay; day < endDay; day++) {
    byDay[day - firstDay] = count
    // 1970-01-01 was a Thursday.
    if ((day + 3) % 7 > 4 || holidays.has(day)) continue
    starts[count] = day * dayMillis + open
    ends[count] = day * dayMillis + close
    totals[count + 1] = totals[count]! + close - open
    count++
  }
  starts.fill(Number.POSITIVE_INFINITY, count)
  ends.fill(Number.POSITIVE_INFINITY, count)
  return { days, count, starts, ends, totals, byDay }
}

/** Doubles its steps until `total` lies behind, then halves them. */
const instantOf = (
  { totals, ends, count }: ReturnType<typeof layOut>,
  total: number,
  index: number,
): number => {
  let low = index
  let step = 1
  while (low + step < count && totals[low + step]! < total) {
    low += step
    step *= 2
  }
  let high = low + step < count ? low + step : count
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (totals[middle]! < total) low = middle
    else high = middle
  }
  return ends[low]! - (totals[low + 1]! - total)
}
