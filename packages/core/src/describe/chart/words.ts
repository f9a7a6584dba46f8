// What a chart says beside the words of the profile, in the languages in which we have words.

/** The words of a chart. */
export interface ChartWords {
  readonly open: string
  readonly completed: string
  readonly closed: string
  /** The second region of what is open, and what is to be known of it. */
  readonly turn: string
  readonly turnNote: string
  readonly ours: string
  /** Of an arrow that leads back to where a ticket was. */
  readonly back: string
  /** What the numbers beside a signal say. */
  readonly from: string
  readonly step: string
  readonly early: string
  /** By signal. */
  readonly signals: { readonly [signal: string]: string }
}

const english: ChartWords = {
  open: "Open",
  completed: "Completed: the customer has the answer",
  closed: "Closed",
  turn: "Whose move",
  turnNote: "Beside the work: the turn passes as somebody comes to owe the next move.",
  ours: "Our move",
  back: "where it was",
  from: "can come from these states",
  step: "a step of this process’s own",
  early: "also before the cause is known",
  signals: {
    DiagnosisStarted: "diagnosis begins",
    CauseFound: "cause found",
    Escalated: "handed over",
    "Escalated.down": "handed back",
    FixStarted: "specialist begins",
    ReleaseAwaited: "release awaited",
    ReleaseShipped: "release is out",
    Answered: "answered",
    Completed: "answer accepted",
    AnswerReturned: "answer bounced",
    WordHeard: "customer writes",
    Confirmed: "confirmed",
    Disputed: "disputed",
    Thanked: "only thanks",
    SilenceElapsed: "no word in time",
    ClosingUndone: "word was in time",
    Withdrawn: "withdrawn",
    Rejected: "rejected",
    Reopened: "reopened",
    Merged: "merged",
    Unmerged: "unmerged",
  },
}

const russian: ChartWords = {
  open: "Открыт",
  completed: "Завершён: ответ у заказчика",
  closed: "Закрыт",
  turn: "Чей ход",
  turnNote: "Рядом с работой: ход переходит к тому, от кого ждут следующего шага.",
  ours: "Наш ход",
  back: "туда, где был",
  from: "возможно из этих состояний",
  step: "собственный шаг этого процесса",
  early: "и до того, как найдена причина",
  signals: {
    DiagnosisStarted: "начата диагностика",
    CauseFound: "найдена причина",
    Escalated: "передан дальше",
    "Escalated.down": "передан обратно",
    FixStarted: "начал специалист",
    ReleaseAwaited: "ждёт обновления",
    ReleaseShipped: "обновление вышло",
    Answered: "ответ написан",
    Completed: "ответ доставлен",
    AnswerReturned: "ответ не дошёл",
    WordHeard: "заказчик написал",
    Confirmed: "подтверждён",
    Disputed: "есть возражения",
    Thanked: "благодарность",
    SilenceElapsed: "нет ответа в срок",
    ClosingUndone: "ответ был в срок",
    Withdrawn: "отозван",
    Rejected: "отклонён",
    Reopened: "открыт снова",
    Merged: "объединён",
    Unmerged: "разъединён",
  },
}

/** The words for a language; English ones where we have none, and signals by their own names. */
export const wordsFor = (language: string): ChartWords => {
  const [primary] = language.split("-")
  if (primary === "ru") return russian
  return primary === "en" ? english : { ...english, signals: {} }
}
