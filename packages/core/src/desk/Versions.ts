// The versions of a product and its components, as a desk publishes them (M-17, B-09, B-10): a
// number never comes back and never goes down.
import type { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { Actor } from "../ticket/Command.ts"
import type { ProductVersion } from "../version/ProductVersion.ts"
import type { CommandIdReused, InvalidInput } from "./DeskError.ts"

/** Who publishes. */
interface Publishing {
  /** An agent or a robot. */
  readonly actor: Actor
  /**
   * Makes a repeat harmless: 1 to 128 characters. It counts per component, and for the product by
   * itself: used again for another component it is another command.
   */
  readonly commandId?: string
}

/** A version of a component to be published. */
export interface VersionToPublish extends Publishing {
  /** One that the profile lists, or any where it has a scheme for all others. */
  readonly component: string
  /** As the component's scheme writes it; the next number where absent. */
  readonly version?: string
}

/** The version of the whole product to be published, as an order sets it. */
export interface ProductToPublish extends Publishing, ProductVersion {}

/** When and by whom something was published. */
interface Publication {
  /** Epoch milliseconds; never before what was published before it. */
  readonly publishedAt: number
  readonly by: Actor
  readonly commandId: string
}

/** A version of a component that was published. */
export interface PublishedVersion extends Publication {
  readonly component: string
  readonly version: string
  /** The scheme by which it was written. */
  readonly scheme: string
}

/** A version of the product that was published. */
export interface PublishedProduct extends Publication, ProductVersion {}

/** Why something is not published. */
export type PublishError = InvalidInput | CommandIdReused | StoreError

/** What a desk does with versions. */
export interface VersionsService {
  /**
   * Publishes a version of a component. Refuses a component that the process does not know
   * (`unknown-component`), a version that its scheme does not take, one that was published
   * (`version-reused`) or comes before one that was (`version-goes-back`), and to find a number
   * where people choose it (`missing-field`). Desks that publish at once take turns.
   */
  readonly publishVersion: (
    version: VersionToPublish,
  ) => Effect.Effect<PublishedVersion, PublishError>
  /** The versions of a component in the order in which they were published. */
  readonly versionsOf: (
    component: string,
  ) => Effect.Effect<ReadonlyArray<PublishedVersion>, InvalidInput | StoreError>
  /**
   * Publishes a version of the whole product. Refuses what `ProductVersion.make` refuses,
   * component versions that were not published (`unknown-version`), an order or a version that
   * was (`version-reused`), and an order before one that was (`version-goes-back`).
   */
  readonly publishProduct: (
    product: ProductToPublish,
  ) => Effect.Effect<PublishedProduct, PublishError>
  /** The versions of the product in the order in which they were published. */
  readonly productVersions: Effect.Effect<ReadonlyArray<PublishedProduct>, StoreError>
}

/** The same by promises; see `VersionsService`. */
export interface DeskVersions {
  readonly publishVersion: (version: VersionToPublish) => Promise<PublishedVersion>
  readonly versionsOf: (component: string) => Promise<ReadonlyArray<PublishedVersion>>
  readonly publishProduct: (product: ProductToPublish) => Promise<PublishedProduct>
  readonly productVersions: () => Promise<ReadonlyArray<PublishedProduct>>
}
