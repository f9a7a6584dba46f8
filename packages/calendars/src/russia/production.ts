// The Russian production calendar as published: what is moved, shortened and decreed each year.

/** What is special about one year; dates are `MM-DD` of that year. */
export interface ProductionYear {
  /**
   * Days off that were moved: nobody works on the first of a pair instead of on the second. Where
   * the second is no holiday, it is a weekend day on which people work in return.
   */
  readonly moved: ReadonlyArray<readonly [dayOff: string, insteadOf: string]>
  /** Working dates that end an hour early, before a holiday (Labour Code, article 95). */
  readonly shortened: ReadonlyArray<string>
  /** Non-working with pay by the President's decree: neither holidays nor days of the weekend. */
  readonly decree: ReadonlyArray<string>
}

/** Minutes by which an eve is shorter (Labour Code, article 95). */
export const shortenedMinutes = 60

const year = (
  moved: ReadonlyArray<readonly [string, string]>,
  shortened: ReadonlyArray<string>,
  decree: ReadonlyArray<string> = [],
): ProductionYear => ({ moved, shortened, decree })

/**
 * By year. The Government moves days off by a resolution of the autumn before (Labour Code, article
 * 112); a holiday on a weekend moves to the next working day by the Code itself.
 */
export const productionYears: ReadonlyMap<number, ProductionYear> = new Map([
  [
    2021,
    year(
      [
        ["02-22", "02-20"],
        ["05-03", "05-01"],
        ["05-10", "05-09"],
        ["06-14", "06-12"],
        ["11-05", "01-02"],
        ["12-31", "01-03"],
      ],
      // The 3rd of November was an eve until a decree took it off altogether.
      ["02-20", "04-30", "06-11", "11-03"],
      ["05-04", "05-05", "05-06", "05-07", "10-30", "10-31", "11-01", "11-02", "11-03"],
    ),
  ],
  [
    2022,
    year(
      [
        ["03-07", "03-05"],
        ["05-02", "05-01"],
        ["05-03", "01-01"],
        ["05-10", "01-02"],
        ["06-13", "06-12"],
      ],
      ["02-22", "03-05", "11-03"],
    ),
  ],
  [
    2023,
    year(
      [
        ["02-24", "01-01"],
        ["05-08", "01-08"],
        ["11-06", "11-04"],
      ],
      ["02-22", "03-07", "11-03"],
    ),
  ],
  [
    2024,
    year(
      [
        ["04-29", "04-27"],
        ["04-30", "11-02"],
        ["05-10", "01-06"],
        ["12-30", "12-28"],
        ["12-31", "01-07"],
      ],
      ["02-22", "03-07", "05-08", "06-11", "11-02"],
    ),
  ],
  [
    2025,
    year(
      [
        ["05-02", "01-04"],
        ["05-08", "02-23"],
        ["06-13", "03-08"],
        ["11-03", "11-01"],
        ["12-31", "01-05"],
      ],
      ["03-07", "04-30", "06-11", "11-01"],
    ),
  ],
  [
    2026,
    year(
      [
        ["01-09", "01-03"],
        ["03-09", "03-08"],
        ["05-11", "05-09"],
        ["12-31", "01-04"],
      ],
      ["04-30", "05-08", "06-11", "11-03"],
    ),
  ],
])
