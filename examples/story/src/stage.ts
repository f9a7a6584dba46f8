// What a story plays on: a desk whose time is moved by hand, its mailbox, and the customers' server
// for mail.
import type { Desk, DeskOptions } from "@upkeep/core"
import { email } from "@upkeep/notify-email"
import { createMailIntake, type MailTaken } from "@upkeep/transport-mail"
import { type Day, startDay } from "./day.ts"
import { rawMail, type Written } from "./mail.ts"
import { type Received, type Receiver, startReceiver } from "./receiver.ts"
import type { Teller } from "./tell.ts"

/** What differs from one desk to the other. */
export interface StageOptions {
  /** The wall time of the desk (GMT+3) at which the story begins. */
  readonly start: string
  /** Under which the desk writes, and is written to. */
  readonly own: { readonly name: string; readonly email: string }
  readonly open: (
    setting: Required<Pick<DeskOptions, "notify" | "background" | "now">>,
  ) => Promise<Desk>
  readonly tell: Teller
}

/** A stage. */
export interface Stage extends AsyncDisposable {
  readonly desk: Desk
  readonly day: Day
  readonly tell: Teller
  readonly receiver: Receiver
  /** A mail arrives as it is. */
  readonly takeRaw: (raw: Uint8Array, name: string) => Promise<MailTaken>
  /** A customer writes. */
  readonly take: (mail: Written) => Promise<MailTaken>
  /** The desk does what is due; the mailbox was read until now, so that silence can be told. */
  readonly work: () => Promise<void>
  /** Tells what arrived at customers since it was told last. */
  readonly tellSent: () => void
}

/** Opens a stage. The desk's worker stands still: the story says when it works. */
export const openStage = async ({ start, own, open, tell }: StageOptions): Promise<Stage> => {
  await using opened = new AsyncDisposableStack()
  const day = startDay(start)
  const receiver = opened.use(await startReceiver())
  const smtp = { host: "127.0.0.1", port: receiver.port }
  const letters = email({ from: { name: own.name, address: own.email }, smtp })
  const desk = opened.use(await open({ notify: [letters], background: false, now: day.now }))
  const intake = opened.use(createMailIntake({ desk, ownAddresses: [own.email] }))
  const owned = opened.move()
  let [written, told] = [0, 0]
  const takeRaw = async (raw: Uint8Array, name: string) => {
    const taken = await intake.take({ raw, receivedAt: day.now(), name })
    tell.mail(taken)
    return taken
  }
  return {
    desk,
    day,
    tell,
    receiver,
    takeRaw,
    take: (mail) => {
      written += 1
      const kind = mail.answers === undefined ? "mail" : "reply"
      const name = `${kind} from ${mail.from.address}`
      return takeRaw(rawMail(mail, own.email, day.now(), written), name)
    },
    work: async () => {
      await intake.readUntil(day.now())
      const { postponed } = await desk.work()
      if (postponed > 0)
        tell.say(`    ${postponed} mail was refused for now; it will be tried again in a minute`)
    },
    tellSent: () => {
      for (const mail of receiver.mails.slice(told)) tell.sent(mail)
      told = receiver.mails.length
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** The mails about a ticket that arrived at anybody. */
export const mailsAbout = ({ receiver }: Stage, number: string): ReadonlyArray<Received> => {
  const about = new RegExp(`\\b${number}\\b`)
  return receiver.mails.filter(({ subject }) => about.test(subject))
}
