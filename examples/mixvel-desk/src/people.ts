// Who this desk knows: its customers with their contracts, and its staff (M-01, M-20). All
// invented.
import type { Customer, DirectoryData } from "@upkeep/core"

/** What a contract promises, in minutes of working time. */
interface Promised {
  readonly firstResponse: number
  readonly resolution: number
}

const gold: Promised = { firstResponse: 60, resolution: 960 }
const plain: Promised = { firstResponse: 240, resolution: 2_400 }

const customer = (
  id: string,
  name: string,
  promised: Promised,
  contact: { readonly name: string; readonly address: string; readonly language?: string },
): Customer => ({
  id,
  name,
  contacts: [{ id: `${id}-1`, ...contact }],
  contracts: [
    {
      id: `contract-${id}`,
      version: "1",
      validFrom: Date.UTC(2026, 0, 1),
      validTo: null,
      targets: {
        firstResponse: { workingMinutes: promised.firstResponse },
        resolution: { workingMinutes: promised.resolution },
      },
    },
  ],
})

/** The directory of the example. */
export const people: DirectoryData = {
  customers: [
    customer("polus", "Полюс Трэвел", gold, {
      name: "Ирина Лебедева",
      address: "i.lebedeva@polus-travel.example",
    }),
    customer("severbilet", "Севербилет", plain, {
      name: "Глеб Тарасов",
      address: "tarasov@severbilet.example",
    }),
    customer("lazurit", "Лазурит-тур", plain, {
      name: "Ольга Жукова",
      address: "o.zhukova@lazurit-tour.example",
    }),
    customer("balt", "Balt Trips", gold, {
      name: "Daniel Brook",
      address: "daniel.brook@balt-trips.example",
      language: "en",
    }),
  ],
  staff: [
    { id: "olga", name: "Ольга Смирнова", line: "support" },
    { id: "ivan", name: "Иван Петров", line: "development" },
  ],
}
