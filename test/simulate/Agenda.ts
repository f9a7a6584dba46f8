// What is to happen when.

/** Something that is to happen. */
export interface Item {
  readonly at: number
  readonly act: () => Promise<void>
}

/** What is to happen, the earliest first; at one instant in the order in which it was planned. */
export interface Agenda {
  readonly plan: (at: number, act: Item["act"]) => void
  readonly next: () => Item | undefined
}

/** An empty agenda. */
export const make = (): Agenda => {
  const items: Array<Item> = []
  return {
    plan: (at, act) => {
      const place = items.findIndex((each) => each.at > at)
      items.splice(place === -1 ? items.length : place, 0, { at, act })
    },
    next: () => items.shift(),
  }
}
