// What is to be shown: requirements and promises in few words, and the ids of bad input.

/** What the two reference documents ask for; M is MixVel's, B that of Business Connect. */
export const requirements: Readonly<Record<string, string>> = {
  "M-01": "support as each customer's contract says",
  "M-02": "requests by e-mail",
  "M-03": "what a request holds: environment, period, log files",
  "M-04": "the customer is told that the request was received",
  "M-05": "somebody is assigned",
  "M-06": "the cause is found",
  "M-07": "the user's own mistake is explained",
  "M-08": "the product's fault goes on to others; options",
  "M-09": "recommendations and questions are followed up",
  "M-10": "the customer is told when the update comes",
  "M-11": "completed is not closed",
  "M-12": "a disagreement with reasons takes work up again",
  "M-13": "confirmation closes",
  "M-14": "silence closes",
  "M-15": "the customer takes a request back",
  "M-16": "mass update or individual work",
  "M-17": "version numbers X.Y.Z",
  "M-18": "a release comes with its manuals and history",
  "M-19": "changes of the API are announced",
  "M-20": "staff, competences, coverage",
  "M-21": "roles at the customer",
  "M-22": "who the maker is, and how support is reached",
  "B-01": "requests by e-mail and by phone",
  "B-02": "subject, description, screenshot",
  "B-03": "kinds of requests",
  "B-04": "no message is lost",
  "B-05": "clarification, for which the clock stands",
  "B-06": "«Обработано»: the answer closes",
  "B-07": "working time, and answers within 24 hours",
  "B-08": "changes and where they come from",
  "B-09": "version numbers v.0.0.N",
  "B-10": "the product's version, set by an order",
  "B-11": "history of changes and manuals with a release",
  "B-12": "users are told of what is new",
  "B-13": "an update without a stop",
  "B-14": "capacity up and out",
  "B-15": "a development plan",
  "B-16": "stages are reviewed",
  "B-17": "the unforeseen is reacted to",
  "B-18": "backup and restore",
  "B-19": "accounts and set-up at delivery",
  "B-20": "help to users, webinars",
  "B-21": "browsers, devices, systems",
}

export const promises: Readonly<Record<string, string>> = {
  P1: "durable",
  P2: "once",
  P3: "no lost update",
  P4: "order and replay",
  P5: "atomic",
  P6: "notifications",
  P7: "wake-ups",
  P8: "deadlines",
  P9: "one clock",
  P10: "no zombies",
  P11: "an honest answer",
  P12: "poison stops only itself",
  P13: "overload",
  P14: "versions",
  P15: "mail in",
  P16: "tenants",
  P17: "restore",
  P18: "a full disk",
  P19: "stop",
  P20: "audit",
}

interface Group {
  readonly prefix: string
  readonly words: string
  readonly numbers: ReadonlyArray<number>
}

/** The catalogue of bad input: its groups, and which numbers each has. */
export const badInput: ReadonlyArray<Group> = [
  {
    prefix: "H",
    words: "HTTP",
    numbers: [
      1, 2, 3, 4, 5, 7, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 22, 24, 25, 26, 27, 28, 30, 32, 34,
      35, 37, 38, 42, 43, 45, 46, 47, 48, 49, 50, 53, 56, 57, 59, 61, 63,
    ],
  },
  {
    prefix: "ML",
    words: "mail",
    numbers: [
      1, 2, 4, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 27, 28, 30, 31, 32, 33,
      34, 35, 36, 39, 40, 41, 42, 43, 44, 45, 50, 51, 52, 53, 55, 57, 58, 59, 60, 61, 64, 65, 66,
      68, 69, 70, 71, 72, 73, 74, 75,
    ],
  },
  {
    prefix: "A",
    words: "attachments",
    numbers: [1, 2, 4, 6, 7, 8, 10, 12, 13, 14, 16, 17, 20, 23, 24, 25, 26, 29],
  },
  {
    prefix: "C",
    words: "calendars and targets",
    numbers: [1, 2, 3, 4, 5, 6, 7, 9, 13, 14, 18, 20, 21, 22, 23, 25, 26, 27, 28, 29, 30],
  },
  {
    prefix: "PR",
    words: "process profiles",
    numbers: [4, 6, 8, 9, 10, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 24, 25, 27, 29, 30, 31],
  },
  { prefix: "V", words: "versions", numbers: [3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 16] },
  {
    prefix: "W",
    words: "webhooks",
    numbers: [1, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 19, 20, 22, 23, 25, 27, 28],
  },
  { prefix: "T", words: "time", numbers: [1, 2, 3, 4, 6, 7, 8, 10, 12, 13, 14, 15, 16, 18] },
  {
    prefix: "I",
    words: "ids, exports, storage, operations",
    numbers: [1, 4, 5, 8, 9, 10, 11, 12, 13, 15, 16, 18, 19, 20, 21, 23, 24, 25],
  },
]
