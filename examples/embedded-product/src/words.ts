// What the product says, in its languages. What the desk calls a status is the desk's own.
import type { Language } from "./users.ts"

const en = {
  orders: "Orders",
  requests: "My requests",
  all: "All requests",
  none: "None yet.",
  older: "Older",
  mail: "Mail",
  password: "Password",
  signIn: "Sign in",
  signOut: "Sign out",
  wrong: "No such mail with this password.",
  report: "Report a problem",
  order: "Order",
  subject: "Subject",
  text: "What happened?",
  answer: "Your answer",
  send: "Send",
  confirm: "It is solved",
  support: "Support",
  states: {
    shipped: "On its way",
    delivered: "Delivered",
    disputed: "Disputed",
    refunded: "Refunded",
  },
  events: {
    Registered: "reported a problem",
    Acknowledged: "received it",
    Assigned: "has somebody on it",
    DiagnosisStarted: "looks into it",
    InformationRequested: "asks",
    MessageReceived: "wrote",
    Informed: "wrote",
    Answered: "answered",
    Completed: "is done",
    Confirmed: "confirmed the solution",
    Disputed: "disagreed",
    Thanked: "was thanked",
    SilenceElapsed: "closed it without a word",
    ClosingUndone: "opened it again",
    Withdrawn: "withdrew it",
    Attached: "added files",
  },
  failures: {
    "bad-form": "This form is not complete. Please go back and try again.",
    foreign: "This form did not come from here. Please sign in and try again.",
    "not-found": "There is nothing here.",
    refused: "This cannot be done any more. Please look at how it stands now.",
    "too-large": "This is too much text.",
    trouble: "Something went wrong. Please try again.",
    "trouble-with-form": "Something went wrong. Please send the same form again: it counts once.",
  },
}

/** The words of one language. */
export type Words = typeof en

/** What went wrong, as people are told. */
export type FailureCode = keyof Words["failures"]

const ru: Words = {
  orders: "Заказы",
  requests: "Мои обращения",
  all: "Все обращения",
  none: "Пока ничего.",
  older: "Раньше",
  mail: "Почта",
  password: "Пароль",
  signIn: "Войти",
  signOut: "Выйти",
  wrong: "Нет такой почты с этим паролем.",
  report: "Сообщить о проблеме",
  order: "Заказ",
  subject: "Тема",
  text: "Что случилось?",
  answer: "Ваш ответ",
  send: "Отправить",
  confirm: "Решено",
  support: "Поддержка",
  states: { shipped: "В пути", delivered: "Доставлен", disputed: "Спор", refunded: "Возврат" },
  events: {
    Registered: "сообщение о проблеме",
    Acknowledged: "обращение получено",
    Assigned: "назначен исполнитель",
    DiagnosisStarted: "идёт диагностика",
    InformationRequested: "вопрос",
    MessageReceived: "сообщение",
    Informed: "сообщение",
    Answered: "ответ",
    Completed: "выполнено",
    Confirmed: "решение подтверждено",
    Disputed: "несогласие",
    Thanked: "благодарность",
    SilenceElapsed: "закрыто без ответа",
    ClosingUndone: "открыто снова",
    Withdrawn: "отозвано",
    Attached: "добавлены файлы",
  },
  failures: {
    "bad-form": "Форма заполнена не полностью. Вернитесь и попробуйте ещё раз.",
    foreign: "Эта форма пришла не отсюда. Войдите и попробуйте ещё раз.",
    "not-found": "Здесь ничего нет.",
    refused: "Этого уже нельзя сделать. Посмотрите, как обстоит дело.",
    "too-large": "Слишком много текста.",
    trouble: "Что-то пошло не так. Попробуйте ещё раз.",
    "trouble-with-form":
      "Что-то пошло не так. Отправьте ту же форму ещё раз: она учитывается один раз.",
  },
}

/** The words of every language. */
export const words: { readonly [language in Language]: Words } = { en, ru }

/** What happened, in words; an event that the product has no words for is called what it is. */
export const happened = ({ events }: Words, type: string): string =>
  Object.entries(events).find(([name]) => name === type)?.[1] ?? type
