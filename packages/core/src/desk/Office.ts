// The desks of all tenants on one store, and the worker that serves them: this only wires.
import { Context, Effect, Layer } from "effect"
import type { VersionExists } from "../port/Registry.ts"
import type { StoreError } from "../port/StoreError.ts"
import { WorkQueue } from "../port/WorkQueue.ts"
import * as FileName from "../ticket/FileName.ts"
import { type Admission, make as makeAdmission, maxOpenCommandsDefault } from "./admission.ts"
import { audit } from "./audit.ts"
import { warnings } from "./calendars.ts"
import { trailOf } from "./chain/services.ts"
import { check, checkFilter, isCommandId } from "./check.ts"
import type { InvalidInput } from "./DeskError.ts"
import { Desk, type DeskService, type FileToKeep, type Submission } from "./Desk.ts"
import { explain } from "./explain.ts"
import { findOf } from "./find/find.ts"
import { healthOf, isOnTime } from "./Health.ts"
import { migrate, previewMigration } from "./jobs/migration.ts"
import { apply } from "./jobs/policies.ts"
import { preview } from "./jobs/preview.ts"
import { recompute } from "./jobs/recompute.ts"
import { make as makeNudges } from "./nudges.ts"
import { operatorOf } from "./operating/services.ts"
import { prepare } from "./prepare.ts"
import * as ReplyToken from "./ReplyToken.ts"
import { explainRouting } from "./routing.ts"
import { show, showToCustomer } from "./show.ts"
import * as Signature from "./Signature.ts"
import { make as makeStopping } from "./stopping.ts"
import { ClockSkew, type ClockSkewService } from "./StoreClock.ts"
import { receiptOf } from "./accepted.ts"
import { list, summary } from "./summary.ts"
import { submitWhole } from "./ties/otherSide.ts"
import { tiesOf } from "./ties/services.ts"
import { report } from "./report/report.ts"
import { versionsOf } from "./versions/services.ts"
import { whatIf } from "./whatif/page.ts"
import * as Worker from "./Worker.ts"
import type { Wiring } from "./wiring.ts"
import { type OfficePorts, type OfficeSettings, wirings } from "./wirings.ts"
import { zoneDataVersion } from "./zoneData.ts"

export type { OfficePorts }

/**
 * How an office is set up. Defaults: the process that the store was last run with, else the
 * standard one; the tenant `default`; no notifiers and no channels; the zone data of this host; the
 * worker serves the tenants whose desks were opened.
 */
export interface OfficeOptions extends Partial<OfficeSettings> {
  /**
   * The most commands that are open at one time, of all tenants: above it they are refused before
   * any work (`Overloaded`). Of several tenants one takes at most three quarters of it. Default:
   * 4,096.
   */
  readonly maxOpenCommands?: number
}

/** The tenant where a host has only one. */
export const onlyTenant = "default"
/** The most bytes of an attachment: 25 MiB. */
export const attachmentBytes = 25 * 1024 * 1024

/** What an office can do. */
export interface OfficeService {
  /** The desk of a tenant; nothing crosses from one to another (P16). */
  readonly forTenant: (
    tenant: string,
  ) => Effect.Effect<DeskService, InvalidInput | VersionExists | StoreError>
  /**
   * Takes no command from now on (`closed`), and waits at most five seconds until those that are
   * open were answered. The end of the layer does the same.
   */
  readonly close: Effect.Effect<void>
}

/** The desks of all tenants of a store. */
export class Office extends Context.Service<Office, OfficeService>()("@upkeep/core/Office") {}

/**
 * Builds the desk of the options' tenant, the office and the worker. Effects that use them read the
 * clock of whoever runs them: `StoreClock.layer` gives them the store's (P9), as `createDesk` does.
 */
export const layer = (
  options: OfficeOptions = {},
): Layer.Layer<
  Desk | Office | Worker.Worker,
  InvalidInput | VersionExists | StoreError,
  OfficePorts
> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const { maxOpenCommands = maxOpenCommandsDefault, ...given } = options
      const settings = settingsOf(given)
      const nudges = makeNudges(yield* WorkQueue, yield* Effect.context())
      const admission = makeAdmission(maxOpenCommands)
      const { close: begin, emptied: finished, open: openCommands } = admission
      const { stop } = makeStopping({ begin, finished })
      yield* Effect.addFinalizer(() => Effect.andThen(stop, nudges.flush))
      const house = { ...admission, ...(yield* ClockSkew) }
      const lent = { nudge: nudges.nudge, openCommands }
      const { open, meet, opened } = yield* wirings(settings, lent)
      const wiring = yield* open(settings.tenant)
      const { notifiers, serve } = settings
      const served = () => (serve === "all" ? serve : [...opened()])
      const desk = (its: Wiring) => deskOf(its, house)
      const equipment = { wiring, notifiers, nudges, served, wiringOf: meet }
      return Context.make(Desk, desk(wiring)).pipe(
        Context.add(Office, {
          forTenant: (tenant) => Effect.map(open(tenant), desk),
          close: stop,
        }),
        Context.add(Worker.Worker, Worker.make({ ...equipment, isOnTime: () => isOnTime(house) })),
      )
    }),
  )

const settingsOf = (options: Partial<OfficeSettings>): OfficeSettings => ({
  tenant: onlyTenant,
  notifiers: new Map(),
  channels: [],
  zoneData: zoneDataVersion(),
  serve: "opened",
  publish: true,
  ...options,
})

const deskOf = (wiring: Wiring, house: House): DeskService => ({
  ...identityOf(wiring),
  ...commandsOf(wiring, house),
  health: healthOf(wiring, house),
  receipt: (commandId) =>
    isCommandId(commandId)
      ? Effect.flatMap(wiring.store.command(wiring.tenant, commandId), (row) =>
          row === undefined ? Effect.succeed(undefined) : receiptOf(row),
        )
      : Effect.succeed(undefined),
  show: (ticket) => show(wiring, ticket),
  showToCustomer: (ticket) => showToCustomer(wiring, ticket),
  explain: (ticket, options) => explain(wiring, ticket, options),
  explainRouting: (ticket) => explainRouting(wiring, ticket),
  summary: (ticket) => summary(wiring, ticket),
  list: (filter) => Effect.flatMap(checkFilter(filter), (sound) => list(wiring, sound)),
  whatIf: (question) => whatIf(wiring, question),
  report: (question) => report(wiring, question),
  audit: (question) => audit(wiring, question),
  previewPolicy: (question) => preview(wiring, question),
  applyPolicy: (order) => apply(wiring, order),
  previewMigration: (question) => previewMigration(wiring, question),
  migrateTickets: (order) => migrate(wiring, order),
  recompute: (page) => recompute(wiring, page),
  ...operatorOf(wiring),
  ...tiesOf(wiring, house.admit(wiring.tenant)),
  ...trailOf(wiring),
  ...findOf(wiring),
  ...versionsOf(wiring),
  warnings: warnings(wiring),
  keep: (file) => keep(wiring, file),
  read: (hash) => wiring.files.read(wiring.tenant, hash),
})

/** What all desks of an office share beside the store. */
type House = Admission & ClockSkewService

const commandsOf = (wiring: Wiring, { admit }: House) => {
  const admitted = admit(wiring.tenant)
  const taken = <A, E>(submission: Submission, work: (sound: Submission) => Effect.Effect<A, E>) =>
    admitted(({ hold }) =>
      Effect.flatMapEager(check(submission), (sound) =>
        Effect.flatMapEager(hold(sound), () => work(sound)),
      ),
    )
  const commands: Pick<DeskService, "submit" | "prepare"> = {
    submit: (submission) =>
      taken(submission, (sound) => submitWhole(wiring, sound)).pipe(
        Effect.catchTag("LeaseLost", Effect.die),
        // A command that was given to the store is answered, whoever gave up waiting (P11).
        Effect.uninterruptible,
      ),
    prepare: (submission) => taken(submission, (sound) => prepare(wiring, sound)),
  }
  return commands
}

/** Who the desk is, and how it proves it. */
const identityOf = ({ tenant, inForce, secret }: Wiring) => ({
  tenant,
  profile: inForce.profile,
  sign: (text: string) => Signature.sign(secret, tenant, text),
  isSigned: (text: string, proof: string) => Signature.verify(secret, tenant, { text, proof }),
  replyToken: (ticketId: string) => ReplyToken.sign(secret, tenant, ticketId),
  ticketOfReplyToken: (token: string) => ReplyToken.verify(secret, tenant, token),
})

const keep = (wiring: Wiring, { content, name, mediaType }: FileToKeep) =>
  Effect.map(wiring.files.put(wiring.tenant, content, attachmentBytes), ({ hash, bytes }) => ({
    hash,
    bytes,
    mediaType,
    name: FileName.clean(name),
  }))
