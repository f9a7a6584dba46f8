// P14 and PR19: a ticket stays on its process; a version stands for one content.
import { createDesk, InvalidInput, memory, mixvel, standard, VersionExists } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { agent, clockAt, march, openDesk, refusal, register } from "./setUp.ts"

const { now } = clockAt(march(2, 12))
const renamed = (version: string) => ({
  ...standard,
  version,
  numberPrefix: "N-",
  causeFirst: true,
  labels: { ...standard.labels, registered: { en: "Fresh", ru: "Новый" } },
})

describe("P14 a ticket stays on the version of its process", () => {
  it("when the desk starts with a new one, old tickets keep the old rules and labels", async () => {
    const storage = memory()
    const first = await createDesk({ background: false, storage, now })
    const { ticketId } = await register(first)
    await first[Symbol.asyncDispose]()

    await using second = await createDesk({
      background: false,
      storage,
      now,
      process: renamed("3"),
    })
    expect(await second.show(ticketId)).toMatchObject({
      process: "standard@2",
      labels: { en: "Registered" },
    })
    const fresh = await register(second)
    expect(fresh.number.startsWith("N-")).toBe(true)
    expect(await second.show(fresh.ticketId)).toMatchObject({
      process: "standard@3",
      labels: { en: "Fresh" },
    })
    const answer = { type: "answer", text: "Done." } as const
    const old = await second.submit({ ticketId, actor: agent, command: answer })
    expect(old.status).toBe("completed.awaitingWord")
    const refused = second.submit({ ticketId: fresh.ticketId, actor: agent, command: answer })
    expect(await refusal(refused)).toMatchObject({ rejection: { rule: "TransitionNotAllowed" } })
  })

  it("a store remembers the process that it was last run with", async () => {
    const storage = memory()
    const first = await createDesk({ background: false, storage, now, process: mixvel })
    await first[Symbol.asyncDispose]()
    await using second = await createDesk({ background: false, storage, now })
    expect(second.profile).toEqual(mixvel)
    expect((await register(second)).number).toBe("MV-1")
  })
})

describe("PR19 a version stands for one content", () => {
  it("the same version with other content is refused at the start, and the old one stays", async () => {
    const storage = memory()
    const first = await createDesk({ background: false, storage, now })
    await first[Symbol.asyncDispose]()
    const error = await refusal(
      createDesk({ background: false, storage, now, process: renamed("2") }),
    )
    expect(error).toBeInstanceOf(VersionExists)
    expect(String(error)).toContain("standard@2")
    await using again = await createDesk({ background: false, storage, now, process: standard })
    expect((await register(again)).number).toBe("T-1")
  })

  it("equal content is the same, whatever the order of its fields", async () => {
    const storage = memory()
    const first = await createDesk({ background: false, storage, now })
    await first[Symbol.asyncDispose]()
    const turned: unknown = Object.fromEntries(Object.entries(standard).toReversed())
    await using second = await createDesk({ background: false, storage, now, process: turned })
    expect(second.profile).toEqual(standard)
  })

  it("a profile with mistakes opens no desk, and says all of them", async () => {
    const process = { ...standard, channels: [], version: "" }
    const error = await refusal(createDesk({ process }))
    expect(error).toBeInstanceOf(InvalidInput)
    expect(String(error)).toContain("at version")
  })
})

it("numbers begin with the process's prefix, grow, and belong to one ticket each", async () => {
  await using opened = await openDesk({ process: mixvel })
  const numbers: Array<string> = []
  for (let each = 0; each < 20; each++) numbers.push((await register(opened.desk)).number)
  expect(new Set(numbers).size).toBe(20)
  const serials = numbers.map((number) => Number(number.slice("MV-".length)))
  expect(serials).toEqual(serials.toSorted((a, b) => a - b))
  expect(serials[0]).toBe(1)
})
