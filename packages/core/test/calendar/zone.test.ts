import { expect, it } from "vitest"
import {
  closingToInstant,
  instantToWall,
  offsetAt,
  openingToInstant,
  zoneOf,
} from "../../src/calendar/zone.ts"
import { hourMillis } from "../../src/calendar/units.ts"

const wall = (text: string) => Date.parse(`${text}Z`)
const iso = (at: number) => new Date(at).toISOString().slice(0, 16)
const opening = (zone: string, text: string) => iso(openingToInstant(zoneOf(zone), wall(text)))
const closing = (zone: string, text: string) => iso(closingToInstant(zoneOf(zone), wall(text)))

it("an opening and a closing inside a gap are the instant of the switch", () => {
  for (const time of ["02:00", "02:30", "03:00"]) {
    expect(opening("Europe/Berlin", `2026-03-29T${time}`)).toBe("2026-03-29T01:00")
    expect(closing("Europe/Berlin", `2026-03-29T${time}`)).toBe("2026-03-29T01:00")
  }
})

it("inside an overlap an opening is the first, a closing the last occurrence", () => {
  expect(opening("Europe/Berlin", "2026-10-25T02:30")).toBe("2026-10-25T00:30")
  expect(closing("Europe/Berlin", "2026-10-25T02:30")).toBe("2026-10-25T01:30")
})

it("a row until the overlap ends before it, one from its end begins after it", () => {
  expect(closing("Europe/Berlin", "2026-10-25T02:00")).toBe("2026-10-25T00:00")
  expect(opening("Europe/Berlin", "2026-10-25T03:00")).toBe("2026-10-25T02:00")
  expect(closing("Europe/Berlin", "2026-10-25T03:00")).toBe("2026-10-25T02:00")
})

it("Lord Howe switches by half an hour", () => {
  expect(closing("Australia/Lord_Howe", "2026-04-05T01:45")).toBe("2026-04-04T15:15")
  expect(opening("Australia/Lord_Howe", "2026-04-05T01:45")).toBe("2026-04-04T14:45")
  expect(opening("Australia/Lord_Howe", "2026-10-04T02:15")).toBe("2026-10-03T15:30")
})

it("midnight that comes twice ends its date the first time (Havana), the last time where the date comes back (Sao Paulo)", () => {
  expect(closing("America/Havana", "2026-11-01T00:00")).toBe("2026-11-01T04:00")
  expect(opening("America/Havana", "2026-11-01T00:00")).toBe("2026-11-01T04:00")
  expect(closing("America/Sao_Paulo", "2018-02-18T00:00")).toBe("2018-02-18T03:00")
})

it("a date that does not exist is empty (Apia)", () => {
  expect(opening("Pacific/Apia", "2011-12-30T09:00")).toBe("2011-12-30T10:00")
  expect(closing("Pacific/Apia", "2011-12-30T17:00")).toBe("2011-12-30T10:00")
})

it("a fixed offset never switches", () => {
  expect(offsetAt(zoneOf("-09:30"), 0)).toBe(-9.5 * hourMillis)
  expect(opening("+03:00", "2026-03-29T02:30")).toBe("2026-03-28T23:30")
})

it.each([
  "Europe/Berlin",
  "Asia/Gaza",
  "Africa/Casablanca",
  "America/Recife",
  "Africa/Monrovia",
  "Antarctica/Troll",
  "America/St_Johns",
])("%s shows what Intl shows, every 17 hours of some years", (timeZone) => {
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  })
  const zone = zoneOf(timeZone)
  for (const year of [1970, 1972, 2000, 2011, 2026, 2040, 2199]) {
    for (let hour = 0; hour < 8_784; hour += 17) {
      const at = Date.UTC(year, 0, 1, hour)
      const shown = new Date(instantToWall(zone, at)).toISOString().slice(0, 19).replace("T", " ")
      if (shown !== clock.format(at)) expect(`${iso(at)} ${shown}`).toBe(clock.format(at))
    }
  }
})
