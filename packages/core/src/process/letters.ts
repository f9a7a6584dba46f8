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

/** The letters by the id of the text. */
export const letters: Profile["texts"] = {
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
      body: "to go on with your request {{number}} we need your answer:\n\n{{text}}\n\nJust reply to this mail. Until then our clock stands.",
    },
    {
      subject: "Запрос {{number}}: нужны уточнения",
      body: "Чтобы продолжить работу по запросу {{number}}, нам нужен Ваш ответ:\n\n{{text}}\n\nДостаточно ответить на это письмо.",
    },
  ),
  information: letter(
    { subject: "Request {{number}}: news", body: "{{text}}" },
    { subject: "Запрос {{number}}: сообщение службы поддержки", body: "{{text}}" },
  ),
  answer: letter(
    {
      subject: "Request {{number}}: our answer",
      body: "{{text}}\n\nPlease tell us whether this settles your request. If we do not hear from you within 3 days, we close it. If it does not settle it, tell us why, and we go on.",
    },
    {
      subject: "Запрос {{number}}: ответ",
      body: "{{text}}\n\nПожалуйста, подтвердите, что вопрос решён. Если в течение 3 дней ответа не будет, запрос будет закрыт автоматически. Если Вы не согласны, напишите почему, и мы продолжим работу.",
    },
  ),
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
}
