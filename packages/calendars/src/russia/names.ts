// What the days of the Russian production calendar are called.

/** A language in which the days have names. */
export type RussianLanguage = "ru" | "en"

interface Names {
  /** The non-working holidays by `MM-DD` (Labour Code, article 112). */
  readonly holidays: Readonly<Record<string, string>>
  readonly eve: string
  readonly decree: string
  readonly dayOff: (insteadOf: string) => string
  readonly workday: (insteadOf: string) => string
}

const holidays = (
  newYear: string,
  christmas: string,
  rest: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 8].map((date) => [`01-0${date}`, newYear])),
  "01-07": christmas,
  ...rest,
})

const dated = (months: string) => {
  const names = months.split(" ")
  return (date: string): string => `${Number(date.slice(3))} ${names[Number(date.slice(0, 2)) - 1]}`
}

const inRussian = dated(
  "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
const inEnglish = dated(
  "January February March April May June July August September October November December",
)

export const namesIn: Readonly<Record<RussianLanguage, Names>> = {
  ru: {
    holidays: holidays("Новогодние каникулы", "Рождество Христово", {
      "02-23": "День защитника Отечества",
      "03-08": "Международный женский день",
      "05-01": "Праздник Весны и Труда",
      "05-09": "День Победы",
      "06-12": "День России",
      "11-04": "День народного единства",
    }),
    eve: "Предпраздничный день",
    decree: "Нерабочий день по указу Президента",
    dayOff: (insteadOf) => `Выходной, перенесённый с ${inRussian(insteadOf)}`,
    workday: (insteadOf) => `Рабочий день вместо ${inRussian(insteadOf)}`,
  },
  en: {
    holidays: holidays("New Year holidays", "Christmas", {
      "02-23": "Defender of the Fatherland Day",
      "03-08": "International Women's Day",
      "05-01": "Spring and Labour Day",
      "05-09": "Victory Day",
      "06-12": "Russia Day",
      "11-04": "National Unity Day",
    }),
    eve: "Eve of a holiday",
    decree: "Non-working day by presidential decree",
    dayOff: (insteadOf) => `Day off moved from ${inEnglish(insteadOf)}`,
    workday: (insteadOf) => `Working day instead of ${inEnglish(insteadOf)}`,
  },
}
