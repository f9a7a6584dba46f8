// What a browser does, as far as the product can tell: it keeps the cookie, follows nothing by
// itself, and sends a form with the fields that the page has hidden in it.
import type { Seeded } from "../src/seed.ts"

/** What came back. */
export interface Seen {
  readonly status: number
  readonly text: string
  /** Where it sends on to; empty where it does not. */
  readonly location: string
  readonly headers: Headers
}

type Fields = Readonly<Record<string, string>>

/** A browser in which nobody is signed in yet. */
export const browserAt = (origin: string) => {
  let cookie = ""
  const ask = async (path: string, more: RequestInit = {}): Promise<Seen> => {
    const init: RequestInit = { ...more, redirect: "manual", headers: { cookie } }
    const response = await fetch(`${origin}${path}`, init)
    const set = response.headers.get("set-cookie")
    if (set !== null) cookie = set.split(";")[0] ?? ""
    const { status } = response
    const location = response.headers.get("location") ?? ""
    return { status, text: await response.text(), location, headers: response.headers }
  }
  const open = (path: string) => ask(path)
  const post = (path: string, fields: Fields) =>
    ask(path, { method: "POST", body: new URLSearchParams(fields) })
  /** The hidden fields of the form on a page that is sent to `action`. */
  const hidden = async (path: string, action: string): Promise<Fields> =>
    hiddenIn((await open(path)).text, action)
  return {
    open,
    post,
    hidden,
    cookie: () => cookie,
    /** Opens a page and sends its form. */
    send: async (path: string, action: string, fields: Fields = {}) =>
      post(action === "" ? path : action, { ...(await hidden(path, action)), ...fields }),
  }
}

/** A browser. */
export type Browser = ReturnType<typeof browserAt>

/** A browser in which somebody is signed in. */
export const browserOf = async (origin: string, { user, password }: Seeded): Promise<Browser> => {
  const browser = browserAt(origin)
  await browser.post("/login", { mail: user.mail, password })
  return browser
}

const hiddenIn = (page: string, action: string): Fields => {
  const open = action === "" ? '<form method="post">' : `<form method="post" action="${action}">`
  const form = page.split(open)[1]?.split("</form>")[0]
  if (form === undefined) throw new Error(`got no form for ${JSON.stringify(action)} in ${page}`)
  const fields = form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)" \/>/g)
  return Object.fromEntries([...fields].map(([, name = "", value = ""]) => [name, value]))
}
