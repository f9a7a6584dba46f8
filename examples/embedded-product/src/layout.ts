// What every page has: its head, who is signed in, the way to the other pages.
import { randomUUID } from "node:crypto"
import { html, type Html } from "./html.ts"
import type { Session } from "./sessions.ts"
import { type Words, words } from "./words.ts"

/** The words for whoever is signed in. */
export const wordsFor = ({ user }: Session): Words => words[user.language]

/** A whole page. */
export const layout = (title: string, body: Html, session?: Session): Html =>
  html`<!doctype html>
    <html lang="${session?.user.language ?? "en"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · Parcel</title>
        <style>
          body {
            font: 1rem/1.5 system-ui;
            max-width: 45rem;
            margin: 2rem auto;
            padding: 0 1rem;
          }
          nav,
          nav form {
            display: flex;
            gap: 1rem;
            align-items: baseline;
          }
          th,
          td {
            text-align: left;
            padding-right: 1.5rem;
          }
          label,
          textarea {
            display: block;
            width: 100%;
          }
          blockquote {
            white-space: pre-wrap;
            margin: 0 0 1rem;
            padding-left: 1rem;
            border-left: 3px solid;
          }
        </style>
      </head>
      <body>
        ${session === undefined ? "" : navigation(session)}
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`

const navigation = (session: Session): Html => {
  const t = wordsFor(session)
  const own = html`<a href="/orders">${t.orders}</a> <a href="/requests">${t.requests}</a>`
  const all = html`<a href="/requests">${t.all}</a>`
  return html`<nav>
    ${session.user.role === "member" ? own : all}
    <form method="post" action="/logout">
      ${hidden(session)}${session.user.name} <button>${t.signOut}</button>
    </form>
  </nav>`
}

/**
 * The hidden fields of a form: that it is one of ours, and which one, so that it counts once.
 */
export const hidden = ({ formToken }: Session): Html =>
  html`<input type="hidden" name="form" value="${formToken}" />
    <input type="hidden" name="once" value="${randomUUID()}" />`
