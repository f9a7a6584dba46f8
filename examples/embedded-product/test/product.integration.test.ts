import { createClient } from "@upkeep/transport-http/client"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { anna, boris, carla, olga } from "../src/seed.ts"
import { formBytes } from "../src/exchange.ts"
import { pageSize } from "../src/routes.ts"
import { doorPath } from "../src/support.ts"
import { type Browser, browserAt, browserOf } from "./browser.ts"
import { newFile, operate, type Running, start } from "./place.ts"

let place: Awaited<ReturnType<typeof newFile>>
let running: Running
let annas: Browser
let carlas: Browser
let olgas: Browser

beforeAll(async () => {
  place = await newFile()
  running = await start(place.file)
  const { origin } = running
  annas = await browserOf(origin, anna)
  carlas = await browserOf(origin, carla)
  olgas = await browserOf(origin, olga)
})

afterAll(async () => {
  await running[Symbol.asyncDispose]()
  place[Symbol.dispose]()
})

/** The desk's door for whoever is signed in. */
const clientOf = (browser: Browser) =>
  createClient({
    baseUrl: `${running.origin}${doorPath}`,
    headers: () => ({ cookie: browser.cookie() }),
  })

const script = "<script>alert('wet')</script>"
const escaped = "&#60;script&#62;alert(&#39;wet&#39;)&#60;/script&#62;"

describe("signing in", () => {
  it("is asked of everybody for every page", async () => {
    const stranger = browserAt(running.origin)
    for (const path of ["/", "/orders", "/orders/1001/report", "/requests", "/requests/T-1"]) {
      const { status, location } = await stranger.open(path)
      expect([path, status, location]).toEqual([path, 303, "/login"])
    }
    const posted = await stranger.post("/orders/1001/report", { subject: "a", text: "b" })
    expect(posted.location).toBe("/login")
  })

  it("is asked of everybody at the door", async () => {
    const stranger = clientOf(browserAt(running.origin))
    await expect(stranger.listTickets()).rejects.toMatchObject({ status: 401 })
  })

  it("takes the right password", async () => {
    const stranger = browserAt(running.origin)
    for (const mail of [anna.user.mail, "nobody@nord.example"]) {
      const { status, text } = await stranger.post("/login", { mail, password: carla.password })
      expect(status).toBe(401)
      expect(text).toContain("No such mail")
    }
    expect((await stranger.open("/orders")).location).toBe("/login")
  })

  it("is a cookie with HttpOnly and SameSite=Lax, of which the product keeps no more than a hash", async () => {
    const { headers } = await browserAt(running.origin).post("/login", {
      mail: boris.user.mail,
      password: boris.password,
    })
    const [cookie = "", ...attributes] = headers.get("set-cookie")?.split("; ") ?? []
    expect(attributes).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Lax"]))
    const rows = running.shop.db.prepare("SELECT * FROM sessions").all()
    expect(JSON.stringify(rows)).not.toContain(cookie.split("=")[1])
  })

  it("ends by signing out, on the server too", async () => {
    const browser = await browserOf(running.origin, boris)
    const before = browser.cookie()
    await browser.send("/orders", "/logout")
    const replayed = await fetch(`${running.origin}/orders`, {
      headers: { cookie: before },
      redirect: "manual",
    })
    expect(replayed.headers.get("location")).toBe("/login")
  })

  it("ends by itself", async () => {
    const browser = await browserOf(running.origin, boris)
    operate(place.file, "UPDATE sessions SET expires_at = 1 WHERE user = 'boris'")
    expect((await browser.open("/orders")).location).toBe("/login")
    await expect(clientOf(browser).listTickets()).rejects.toMatchObject({ status: 401 })
  })
})

describe("a page", () => {
  it.each(["/login", "/orders", "/nothing"])("%s answers a HEAD as its GET", async (path) => {
    const [got, head] = await Promise.all(
      ["GET", "HEAD"].map((method) =>
        fetch(`${running.origin}${path}`, { method, headers: { cookie: annas.cookie() } }),
      ),
    )
    expect(head?.status).toBe(got?.status)
    expect(head?.headers.get("content-type")).toBe(got?.headers.get("content-type"))
    expect(await got?.text()).toContain("<!doctype html>")
    expect(await head?.text()).toBe("")
  })
})

describe("a form of another site", () => {
  it("is refused without this session's own token", async () => {
    const theirs = await carlas.hidden("/orders/2001/report", "")
    for (const form of [{}, { once: "1" }, theirs]) {
      const said = { ...form, subject: "Wet", text: "Wet." }
      expect((await annas.post("/orders/1002/report", said)).status).toBe(403)
    }
    expect(running.shop.db.prepare("SELECT count(*) AS n FROM upkeep_ticket").get()?.["n"]).toBe(0)
  })

  it.each([
    { from: "cross-site", status: 403 },
    { from: "same-site", status: 403 },
    { from: "same-origin", status: 303 },
    { from: "none", status: 303 },
  ])("signs in and out as the browser says who sent it: $from", async ({ from, status }) => {
    const post = (path: string, fields: Record<string, string>, cookie = "") =>
      fetch(`${running.origin}${path}`, {
        method: "POST",
        headers: { "sec-fetch-site": from, cookie },
        body: new URLSearchParams(fields),
        redirect: "manual",
      })
    const { user, password } = anna
    const login = await post("/login", { mail: user.mail, password })
    expect([login.status, login.headers.has("set-cookie")]).toEqual([status, status === 303])
    const browser = await browserOf(running.origin, boris)
    const form = await browser.hidden("/orders", "/logout")
    expect((await post("/logout", form, browser.cookie())).status).toBe(status)
    expect((await browser.open("/orders")).status).toBe(status === 303 ? 303 : 200)
  })

  it("is read up to a limit", async () => {
    const { status } = await annas.post("/logout", { text: "a".repeat(4 * formBytes) })
    expect(status).toBe(413)
  })
})

describe("people and support talk about a problem", () => {
  it("which the company's people see, and nobody else", async () => {
    const { location } = await annas.send("/orders/1001/report", "", {
      subject: script,
      text: `${script} & "more"`,
    })
    expect(location).toBe("/requests/T-1")
    const colleague = await browserOf(running.origin, boris)
    expect((await colleague.open("/requests")).text).toContain("T-1")
    expect((await carlas.open("/requests")).text).not.toContain("T-1")
    const { ticketId } = await running.shop.desk.summary("T-1")
    for (const ticket of ["T-1", ticketId, "T-404"]) {
      const page = await carlas.open(`/requests/${ticket}`)
      expect([page.status, page.text.includes("There is nothing here")]).toEqual([404, true])
    }
    expect((await carlas.open("/orders/1001/report")).status).toBe(404)
    const said = { ...(await carlas.hidden("/orders", "/logout")), text: "Mine." }
    expect((await carlas.post("/requests/T-1/messages", said)).status).toBe(404)
    expect((await carlas.post("/requests/T-1/confirm", said)).status).toBe(404)
    const theirs = { ...said, subject: "Mine" }
    expect((await carlas.post("/orders/1001/report", theirs)).status).toBe(404)
  })

  it("whose words stand on every page as they were written, and run nowhere", async () => {
    for (const path of ["/requests", "/requests/T-1"]) {
      const { text, headers } = await annas.open(path)
      expect(text).toContain(escaped)
      expect(text).not.toContain("<script")
      expect(headers.get("content-security-policy")).toContain("default-src 'none'")
    }
    expect((await annas.open("/requests/T-1")).text).toContain("&#38; &#34;more&#34;")
  })

  it("which support takes on through the door, with notes that its customer never sees", async () => {
    const support = clientOf(olgas)
    const { tickets } = await support.listTickets()
    expect(tickets.map(({ number, customer }) => [number, customer])).toEqual([["T-1", "nord"]])
    const { version } = await support.readTicket("T-1")
    await expect(
      support.giveCommand("T-1", { type: "assign", assignee: "anna" }, { version }),
    ).rejects.toMatchObject({ code: "unknown-assignee" })
    await support.giveCommand("T-1", { type: "assign", assignee: "olga" }, { version })
    await support.giveCommand("T-1", { type: "note", text: "The roof leaks again." })
    const { text } = await annas.open("/requests/T-1")
    expect(text).toContain("Support: has somebody on it")
    for (const own of ["roof", "olga", "Olga"]) expect(text).not.toContain(own)
    expect((await olgas.open("/requests/T-1")).text).toContain("The roof leaks again.")
  })

  it("which its customer answers by the page", async () => {
    const support = clientOf(olgas)
    const { version } = await support.readTicket("T-1")
    const question = { type: "requestInformation", text: "Which books?" } as const
    await support.giveCommand("T-1", question, { version })
    const asked = await annas.open("/requests/T-1")
    for (const words of ["Which books?", "Waiting for the customer"])
      expect(asked.text).toContain(words)
    const form = await annas.hidden("/requests/T-1", "/requests/T-1/messages")
    const click = () => annas.post("/requests/T-1/messages", { ...form, text: "The red ones." })
    const clicks = [await click(), await click()]
    expect(clicks.map(({ location }) => location)).toEqual(["/requests/T-1", "/requests/T-1"])
    const { history } = await support.readHistory("T-1")
    expect(history.filter(({ text }) => text === "The red ones.")).toHaveLength(1)
  })

  it("which its customer confirms: then it is closed, and heard for a time", async () => {
    const support = clientOf(olgas)
    const { version } = await support.readTicket("T-1")
    await support.giveCommand("T-1", { type: "answer", text: "Dry ones come." }, { version })
    const form = await annas.hidden("/requests/T-1", "/requests/T-1/messages")
    expect((await annas.open("/requests/T-1")).text).toContain("Dry ones come.")
    const { location } = await annas.send("/requests/T-1", "/requests/T-1/confirm")
    expect(location).toBe("/requests/T-1")
    const { text } = await annas.open("/requests/T-1")
    expect(text).toContain("Closed: confirmed")
    expect(text).not.toContain("/requests/T-1/confirm")
    const late = await annas.post("/requests/T-1/messages", { ...form, text: "One more thing." })
    expect(late.status).toBe(303)
    expect((await annas.open("/requests/T-1")).text).toContain("Closed, customer has written")
  })

  it("and customers see their own alone at the door, too", async () => {
    const { tickets } = await clientOf(annas).listTickets()
    expect(tickets.map(({ number }) => number)).toEqual(["T-1"])
    expect(await clientOf(carlas).listTickets()).toMatchObject({ tickets: [] })
  })
})

describe("a page of requests", () => {
  it("is the newest, with the way to the older ones where there are any", async () => {
    const { desk } = running.shop
    const register = { type: "register", channel: "phone", text: "Call.", requester: {} } as const
    const submit = (call: number) =>
      desk.submit({
        actor: { kind: "agent", id: "olga" },
        command: { ...register, subject: `Call ${call}.`, customer: "sud" },
      })
    for (let call = 1; call <= pageSize; call++) await submit(call)
    const full = (await carlas.open("/requests")).text
    expect(full.match(/Call \d+\./g)).toHaveLength(pageSize)
    expect(full).not.toContain("Older")
    for (let call = pageSize + 1; call <= 25; call++) await submit(call)
    const newest = await carlas.open("/requests")
    expect(newest.text.match(/Call \d+\./g)).toHaveLength(pageSize)
    expect(newest.text).toContain("Call 25.")
    const older = /href="(\/requests\?after=[^"]+)"/.exec(newest.text)?.[1] ?? ""
    const rest = (await carlas.open(older)).text.match(/Call \d+\./g)
    expect(rest).toEqual(["Call 5.", "Call 4.", "Call 3.", "Call 2.", "Call 1."])
    expect((await carlas.open("/requests?after=x")).status).toBe(422)
  })
})
