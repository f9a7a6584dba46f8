// What a desk does with versions, as effects and as promises.
import { Effect } from "effect"
import type { DeskVersions, VersionsService } from "../Versions.ts"
import type { Wiring } from "../wiring.ts"
import { checkComponent, isProductEntry, isVersionEntry, type VersionEntry } from "./check.ts"
import { type Kept, type Ledger, make } from "./ledger.ts"
import { type Ledgers, publishProduct, publishVersion } from "./publish.ts"

/** A desk's. */
export const versionsOf = (wiring: Wiring): VersionsService => {
  const ledgers = ledgersOf(wiring)
  return {
    publishVersion: (given) =>
      Effect.uninterruptible(Effect.map(publishVersion(wiring, ledgers, given), told)),
    versionsOf: (name) =>
      Effect.flatMap(checkComponent(name), ({ component }) =>
        Effect.map(ledgers.ofComponent(component).read, (entries) => entries.map(told)),
      ),
    publishProduct: (given) =>
      Effect.uninterruptible(Effect.map(publishProduct(wiring, ledgers, given), told)),
    productVersions: Effect.map(ledgers.ofProduct.read, (entries) => entries.map(told)),
  }
}

// What was asked for is only there to know a repeat by.
const told = <E extends Kept>(entry: E): Omit<E, "asked"> => {
  const { asked: _, ...published } = entry
  return published
}

/** The most components whose versions are remembered; the one used longest ago is forgotten. */
export const rememberedComponents = 1_000

const ledgersOf = ({ registry, tenant }: Wiring): Ledgers => {
  const known = new Map<string, Ledger<VersionEntry>>()
  const ofComponent = (id: string) => {
    const place = { kind: "component version", id, isEntry: isVersionEntry }
    const ledger = known.get(id) ?? make(registry, tenant, place)
    known.delete(id)
    known.set(id, ledger)
    const [oldest = id] = known.size > rememberedComponents ? known.keys() : []
    if (oldest !== id) known.delete(oldest)
    return ledger
  }
  const place = { kind: "product version", id: "product", isEntry: isProductEntry }
  return { ofComponent, ofProduct: make(registry, tenant, place) }
}

/** The same by promises. */
export const versionsByPromise = (
  desk: VersionsService,
  run: <A, E>(effect: Effect.Effect<A, E>) => Promise<A>,
): DeskVersions => ({
  publishVersion: (given) => run(desk.publishVersion(given)),
  versionsOf: (component) => run(desk.versionsOf(component)),
  publishProduct: (given) => run(desk.publishProduct(given)),
  productVersions: () => run(desk.productVersions),
})
