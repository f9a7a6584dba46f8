// Instants, durations and dates as files of vectors write them: every usual form of ISO 8601, and
// nothing that could mean two things. What cannot be read is thrown as a sentence.

const time = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?`
const offset = String.raw`(?:[Zz]|([+-])(\d{2}):?(\d{2})?)`
const instantForm = new RegExp(String.raw`^(\d{4}-\d{2}-\d{2})[Tt ]${time}${offset}$`)

/**
 * Epoch milliseconds of `2026-03-29T03:00:00.5+02:00`. Seconds, their fraction (cut to
 * milliseconds) and the minutes of the offset may be left out, the offset may not.
 */
export const instantOf = (text: string): number => {
  const parts = instantForm.exec(text)
  if (parts === null) throw new Error(`not an instant with Z or an offset: ${text}`)
  const [, date = "", hour, minute, second = "0", fraction = "", sign, offsetHours, offsetMinutes] =
    parts
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)]
  // 24:00 is the midnight at which a date ends.
  const withinDay = hours < 24 || (hours === 24 && minutes === 0 && seconds === 0)
  if (!withinDay || minutes > 59 || seconds > 59) throw new Error(`no such time: ${text}`)
  const wall = dateOf(date) + ((hours * 60 + minutes) * 60 + seconds) * 1_000
  const ahead = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60_000
  return wall + Number(fraction.padEnd(3, "0").slice(0, 3)) - (sign === "-" ? -ahead : ahead)
}

/** Midnight in UTC of a date that exists. */
export const dateOf = (text: string): number => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // Some engines roll the 30th of February over.
  if (Number.isNaN(at) || dateText(at) !== text) throw new Error(`no such date: ${text}`)
  return at
}

const amount = String.raw`([+-]?\d+(?:[.,]\d+)?)`
const durationForm = new RegExp(
  `^([+-]?)P(?=[T\\d])(?:0+[YMWD])*(?:T(?=[+-]?\\d)(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?)?$`,
)

/**
 * Milliseconds of `-PT1H30M0.5S`, each part with a sign or a fraction of its own if need be. Days
 * are no exact time: only none of them (`P0D`) can be read.
 */
export const millisOf = (text: string): number => {
  const parts = durationForm.exec(text)
  if (parts === null) throw new Error(`not a duration in hours, minutes and seconds: ${text}`)
  const [hours = 0, minutes = 0, seconds = 0] = parts
    .slice(2)
    .map((part: string | undefined) => Number((part ?? "0").replace(",", ".")))
  const exact = ((hours * 60 + minutes) * 60 + seconds) * 1_000
  const millis = Math.round(exact)
  // 1.005 s is 1004.9999999999999 ms for a computer; half a millisecond is none.
  if (Math.abs(exact - millis) > 1e-3) throw new Error(`finer than a millisecond: ${text}`)
  if (!Number.isSafeInteger(millis)) throw new Error(`longer than can be counted: ${text}`)
  return parts[1] === "-" && millis !== 0 ? -millis : millis
}

/** `2026-03-29` of epoch milliseconds, in UTC. */
export const dateText = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** `-PT1H30M0.5S` of milliseconds. */
export const durationText = (millis: number): string => {
  const rest = Math.abs(millis)
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60]
  const seconds = (rest % 60_000) / 1_000
  const text = `${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}`
  const shown = seconds > 0 || text === "" ? `${text}${seconds}S` : text
  return `${millis < 0 ? "-" : ""}PT${shown}`
}
