// The description of a process for its customers: plain sentences, all of them from the profile.
import type { Process } from "../../process/Process.ts"
import { answer, course, end, told, waiting } from "./course.ts"
import { asks, hours, priorities, reach } from "./opening.ts"
import { promises } from "./promises.ts"
import { type CustomerLanguage, languages, sayIn } from "./say.ts"
import type { Section } from "./section.ts"

/** The description in one language. */
export interface CustomerPage {
  readonly language: string
  readonly title: string
  readonly sections: ReadonlyArray<Section>
}

/** The languages of a process in which there are words for its description. */
export const spokenBy = ({
  profile,
}: Pick<Process, "profile">): ReadonlyArray<{
  readonly tag: string
  readonly as: CustomerLanguage
}> =>
  profile.languages.flatMap((tag) => {
    const as = languages.find((each) => each === tag.split("-")[0])
    return as === undefined ? [] : [{ tag, as }]
  })

/** The description in a language of the process; undefined where there are no words for it. */
export const pageOf = (process: Process, language: string): CustomerPage | undefined => {
  const spoken = spokenBy(process).find(({ tag }) => tag === language)
  if (spoken === undefined) return undefined
  const say = sayIn(process, spoken.tag, spoken.as)
  const sections = [reach, asks, priorities, hours, promises, course, told, waiting, answer, end]
  return {
    language,
    title: say.words.title(process.profile.desk.name),
    sections: sections
      .map((section) => section(say))
      .filter(({ items, text }) => items.length + text.length > 0),
  }
}
