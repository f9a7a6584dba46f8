// Files as people send them.

/** A file of these lines. */
export const file = (...lines: ReadonlyArray<string>): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n")

/** An event called `Day` of these lines. */
export const event = (...lines: ReadonlyArray<string>): string =>
  ["BEGIN:VEVENT", "SUMMARY:Day", ...lines, "END:VEVENT"].join("\r\n")

/** One of whole dates. */
export const dated = (date: string, ...lines: ReadonlyArray<string>): string =>
  event(`DTSTART;VALUE=DATE:${date}`, ...lines)
