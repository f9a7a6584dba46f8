// The letters of the standard process, in English and Russian. The three days they speak of are the
// silence of its policy: who changes one changes the other.
import type { Profile } from "./Profile.ts"

const signed = {
  en: "\n\n-- \n{{deskName}}\n{{deskEmail}} {{deskPhone}}",
  ru: "\n\n-- \n{{deskName}}\n{{deskEmail}} {{deskPhone}}",
}

const letter = (
  en: { readonly subject: string; readonly body: string },
  ru: { readonly subject: string; readonly body: string },
) => ({
  en: { subject: en.subject, body: `Hello,\n\n${en.body}${signed.en}` },
  ru: { subject: ru.subject, body: `Здравствуйте!\n\n${ru.body}${signed.ru}` },
})

/** What is said before the answer, by the id of the text. */
const underWay = {
  // ML35: whoever is written to may not be who asked, so the request's own words are not repeated.
  acknowledged: letter(
    {
      subject: "We have received your request {{number}}",
      body: "we have received your request and registered it as {{number}}.\n\n{{missing}}",
    },
    {
      subject: "Ваш запрос {{number}} получен",
      body: "Ваш запрос получен и зарегистрирован под номером {{number}}.\n\n{{missing}}",
    },
  ),
  rejected: letter(
    {
      subject: "Request {{number}}: we cannot take it",
      body: "we cannot take your request {{number}}: {{reason}}.\n\n{{text}}",
    },
    {
      subject: "Запрос {{number}} отклонён",
      body: "К сожалению, мы не можем принять запрос {{number}}: {{reason}}.\n\n{{text}}",
    },
  ),
  assigned: letter(
    {
      subject: "Request {{number}}: somebody is working on it",
      body: "{{assignee}} is working on your request {{number}} now.",
    },
    {
      subject: "Запрос {{number}}: назначен исполнитель",
      body: "Вашему запросу {{number}} назначен исполнитель: {{assignee}}.",
    },
  ),
  question: letter(
    {
      subject: "Request {{number}}: we have a question",
      body: "to go on with your request {{number}} we need your answer:\n\n{{text}}\n\n{{questions}}\n\nJust reply to this mail. Until then our clock stands.",
    },
    {
      subject: "Запрос {{number}}: нужны уточнения",
      body: "Чтобы продолжить работу по запросу {{number}}, нам нужен Ваш ответ:\n\n{{text}}\n\n{{questions}}\n\nДостаточно ответить на это письмо.",
    },
  ),
  reminder: letter(
    {
      subject: "Request {{number}}: we are waiting for you",
      body: "we can only go on with your request {{number}} once we hear from you. Just reply to this mail.",
    },
    {
      subject: "Запрос {{number}}: ждём Вашего ответа",
      body: "Чтобы продолжить работу по запросу {{number}}, нам нужен Ваш ответ. Достаточно ответить на это письмо.",
    },
  ),
  information: letter(
    { subject: "Request {{number}}: news", body: "{{text}}" },
    { subject: "Запрос {{number}}: сообщение службы поддержки", body: "{{text}}" },
  ),
  workaround: letter(
    {
      subject: "Request {{number}}: how to go on meanwhile",
      body: "until your request {{number}} is settled you can go on like this:\n\n{{workaround}}",
    },
    {
      subject: "Запрос {{number}}: временное решение",
      body: "Пока запрос {{number}} выполняется, можно поступить так:\n\n{{workaround}}",
    },
  ),
  options: letter(
    {
      subject: "Request {{number}}: please choose",
      body: "there are several ways to settle your request {{number}}.\n\n{{text}}\n\n{{options}}\n\nPlease tell us which one you choose.",
    },
    {
      subject: "Запрос {{number}}: варианты решения",
      body: "Предлагаем варианты решения по запросу {{number}}.\n\n{{text}}\n\n{{options}}\n\nПожалуйста, сообщите, какой из них Вы выбираете.",
    },
  ),
  recommendation: letter(
    {
      subject: "Request {{number}}: what we recommend",
      body: "to settle your request {{number}} we recommend:\n\n{{text}}\n\nPlease tell us when it is done.",
    },
    {
      subject: "Запрос {{number}}: рекомендации",
      body: "Для решения запроса {{number}} рекомендуем:\n\n{{text}}\n\nПожалуйста, сообщите, когда рекомендации будут выполнены.",
    },
  ),
  promise: letter(
    {
      subject: "Request {{number}}: when to expect it",
      body: "you can expect the solution of your request {{number}} by {{promisedAt}}.\n\n{{text}}",
    },
    {
      subject: "Запрос {{number}}: срок решения",
      body: "Ожидаемый срок решения запроса {{number}}: {{promisedAt}}.\n\n{{text}}",
    },
  ),
  withdrawn: letter(
    {
      subject: "Request {{number}} is withdrawn",
      body: "your request {{number}} is closed because it is no longer needed.",
    },
    {
      subject: "Запрос {{number}} отозван",
      body: "Запрос {{number}} закрыт, так как надобность в ответе отпала.",
    },
  ),
} satisfies Profile["texts"]

const confirm = {
  en: "Please tell us whether this settles your request. If we do not hear from you within 3 days, we close it. If it does not settle it, tell us why, and we go on.",
  ru: "Пожалуйста, подтвердите, что вопрос решён. Если в течение 3 дней ответа не будет, запрос будет закрыт автоматически. Если Вы не согласны, напишите почему, и мы продолжим работу.",
}

/** The answer, and the release that is one, with what is asked or said after it. */
const answers = (after: typeof confirm) => ({
  answer: letter(
    { subject: "Request {{number}}: our answer", body: `{{text}}\n\n${after.en}` },
    { subject: "Запрос {{number}}: ответ", body: `{{text}}\n\n${after.ru}` },
  ),
  release: letter(
    {
      subject: "Request {{number}}: the update is out",
      body: `version {{version}} of {{component}}, for which your request {{number}} waited, is out.\n\n{{text}}\n\n${after.en}`,
    },
    {
      subject: "Запрос {{number}}: вышло обновление",
      body: `Вышла версия {{version}} компонента {{component}}, которой ждал запрос {{number}}.\n\n{{text}}\n\n${after.ru}`,
    },
  ),
})

/** The letters of a process that waits for the customer's word, by the id of the text. */
export const letters = {
  ...underWay,
  ...answers(confirm),
  resumed: letter(
    {
      subject: "Request {{number}}: we go on",
      body: "you disagree with our answer to {{number}}, and we have taken up the work again.",
    },
    {
      subject: "Запрос {{number}}: работа продолжена",
      body: "Ваши возражения по запросу {{number}} приняты, выполнение запроса продолжается.",
    },
  ),
  reopened: letter(
    {
      subject: "Request {{number}} is open again",
      body: "your request {{number}} was closed, and we have taken up the work again.",
    },
    {
      subject: "Запрос {{number}} открыт снова",
      body: "Запрос {{number}} был закрыт и снова взят в работу.",
    },
  ),
  closedBySilence: letter(
    {
      subject: "Request {{number}} is closed",
      body: "we have not heard from you within 3 days, so your request {{number}} is closed. If it is not settled, write to us again.",
    },
    {
      subject: "Запрос {{number}} закрыт",
      body: "В течение 3 дней ответа не поступило, поэтому запрос {{number}} закрыт автоматически. Если вопрос не решён, напишите нам снова.",
    },
  ),
  confirmed: letter(
    {
      subject: "Request {{number}} is closed",
      body: "thank you for your confirmation. Your request {{number}} is closed.",
    },
    {
      subject: "Запрос {{number}} закрыт",
      body: "Спасибо за подтверждение. Запрос {{number}} закрыт.",
    },
  ),
} satisfies Profile["texts"]

/** The letters of a process whose answer closes (B-06). */
export const lettersWithoutWord = {
  ...underWay,
  ...answers({
    en: "Your request {{number}} is processed. If it is not settled, write to us again.",
    ru: "Запрос {{number}} обработан. Если вопрос не решён, напишите нам снова.",
  }),
} satisfies Profile["texts"]
