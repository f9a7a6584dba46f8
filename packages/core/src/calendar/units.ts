// Exact time in milliseconds. A "day" here is 24 hours, never a date of a calendar.

export const secondMillis = 1_000
export const minuteMillis = 60 * secondMillis
export const hourMillis = 60 * minuteMillis
export const dayMillis = 24 * hourMillis
