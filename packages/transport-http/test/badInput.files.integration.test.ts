// Files that are harmless whatever they are called and hold. Previews, scanners and quotas are not
// built: A12, A14 and A16 are simply kept as bytes.
import { describe, expect, it } from "vitest"
import {
  answered,
  type Content,
  named,
  open,
  openTicket,
  type Opened,
  requestOf,
  upload,
  verdict,
  type Who,
} from "./door.ts"
import { counting, losing } from "./fileStores.ts"

/** A ticket that has a file of this content. */
const withFile = async (opened: Opened, content: Content, headers = {}, who: Who = "anna") => {
  const file = await upload(opened, who, content, headers)
  const ticket = await openTicket(opened, who, { attachments: [file.id] })
  return { ...ticket, ...file, file: `${ticket.path}/attachments/${file.hash}` }
}

const download = async (opened: Opened, who: Who, path: string) =>
  opened.api.fetch(requestOf(who, `GET ${path}`))

describe("names", () => {
  it.each([
    ["отчёт за ноябрь.pdf", "отчёт за ноябрь.pdf"],
    ["日本語😀.txt", "日本語😀.txt"],
    ["100% 'sure' (1).txt", "100% 'sure' (1).txt"],
    ["A01 ../../etc/passwd", "passwd"],
    ["..\\..\\x", "x"],
    ["/abs", "abs"],
    ["C:\\x", "x"],
    ["\\\\host\\share", "share"],
    ['A02 a\u0000b"c;d\r\ne.txt', "A02 ab_c_d e.txt"],
    ["A04 .", "A04"],
    [".", "attachment-1"],
    ["..", "attachment-1"],
    ["CON", "_CON"],
    ["NUL.txt", "_NUL.txt"],
    ["trailing.", "trailing"],
    ["H26 \u202etxt.gpj", "H26 txt.gpj"],
    [`${"я".repeat(5_000)}.txt`, `${"я".repeat(196)}.txt`],
    ["", "attachment-1"],
  ])("A01 A02 A04 %j is kept and sent as %j", async (sent, shown) => {
    const opened = await open()
    const { file, name } = await withFile(opened, "x", named(sent))
    expect(name).toBe(shown)
    const { headers } = await download(opened, "anna", file)
    expect(nameIn(headers.get("content-disposition") ?? "")).toBe(shown)
  })

  it("A02 a name in Cyrillic is in the header twice: for old readers, and as it is", async () => {
    const opened = await open()
    const { file } = await withFile(opened, "x", named("лог.txt"))
    const { headers } = await download(opened, "anna", file)
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="???.txt"; filename*=UTF-8''${encodeURIComponent("лог.txt")}`,
    )
  })

  it.each(["attachment; filename*=UTF-8''%zz", 'attachment; filename="open'])(
    "A02 a name that cannot be read is refused: %s",
    async (disposition) => {
      const opened = await open()
      const sent = { body: "x", headers: { "content-disposition": disposition } }
      const answer = await opened.send("anna", "POST /v1/attachments", sent)
      expect(verdict(answer)).toBe("400 invalid-file-name")
    },
  )
})

/** The name that a reader of RFC 6266 takes. */
const nameIn = (disposition: string): string => {
  const [, encoded] = /filename\*=UTF-8''(\S+)/.exec(disposition) ?? []
  if (encoded !== undefined) return decodeURIComponent(encoded)
  const [, quoted, token = ""] = /filename=(?:"((?:[^"\\]|\\.)*)"|(\S+))/.exec(disposition) ?? []
  return quoted?.replaceAll(/\\(.)/g, "$1") ?? token
}

const magic = {
  png: Buffer.from("89504e470d0a1a0a0000000d494844520000000100000001080600000", "hex"),
  gif: Buffer.from("GIF89a/*\u0001\u0000*/=1;alert(1)//", "latin1"),
  pdf: Buffer.from("%PDF-1.7\n/JavaScript (app.alert(1))"),
  zip: Buffer.from("504b0304140009000800", "hex"),
  exe: Buffer.from("4d5a90000300000004000000ffff0000", "hex"),
}

const typeOf = async (content: Content, declared: string, name: string) => {
  const opened = await open()
  const headers = { "content-type": declared, ...named(name) }
  const { file, mediaType } = await withFile(opened, content, headers)
  const answer = await answered(await download(opened, "anna", file))
  return { mediaType, answer }
}

describe("what files are", () => {
  it.each<[string, Content, string, string, string]>([
    ["A07 HTML that is called a picture", "<html><script>", "image/png", "x.png", "octet-stream"],
    [
      "A08 HTML by its own word",
      "<html>",
      'text/html; charset="><script>',
      "x.html",
      "octet-stream",
    ],
    ["A08 SVG with a script", "<svg onload=alert(1)>", "image/svg+xml", "x.svg", "octet-stream"],
    ["A08 a type that is none", "x", "text/html<script>", "x", "octet-stream"],
    ["A10 a picture that is a script too", magic.gif, "text/javascript", "x.gif", "image/gif"],
    ["A10 a PDF with JavaScript", magic.pdf, "application/pdf", "x.pdf", "application/pdf"],
    ["A12 a broken picture", magic.png, "image/png", "x.png", "image/png"],
    ["A14 A16 a zip, whatever is in it", magic.zip, "application/zip", "x.zip", "octet-stream"],
    ["A06 a program's name before another", "x", "image/png", "x.exe.png", "octet-stream"],
  ])("%s is kept as bytes and sent to be saved, never to be shown", async (...row) => {
    const [, content, declared, name, told] = row
    const { answer } = await typeOf(content, declared, name)
    const header = (name: string) => answer.headers.get(name)
    expect(header("content-type")).toMatch(new RegExp(`${told}$`))
    expect(header("content-disposition")).toMatch(/^attachment; /)
    expect(header("x-content-type-options")).toBe("nosniff")
    expect(header("content-security-policy")).toBe("sandbox; default-src 'none'")
    expect(header("cross-origin-resource-policy")).toBe("same-origin")
    expect(header("cache-control")).toBe("no-store")
    expect(answer.headers.get("content-length")).toBe(
      String(Buffer.from(await blobOf(content)).length),
    )
  })

  it("A07 the bytes tell the type, where they tell; the sender's word where it can be", async () => {
    expect((await typeOf(magic.pdf, "text/html", "x.html")).mediaType).toBe("application/pdf")
    expect((await typeOf("a,b", "text/csv", "x.csv")).mediaType).toBe("text/csv")
    expect((await typeOf("a,b", "image/png", "x.png")).mediaType).toBe("application/octet-stream")
  })

  it.each<[string, Content, string]>([
    ["a program by its last extension", "x", "x.png.exe"],
    ["a program by its last extension, in capitals and with dots", "x", "report.PDF.Scr.. "],
    ["a program by its bytes", magic.exe, "holiday.png"],
  ])("A06 %s is not kept", async (_, content, name) => {
    const { storage, kept } = counting()
    const opened = await open({ of: { storage } })
    const sent = { body: content, headers: named(name) }
    const answer = await opened.send("anna", "POST /v1/attachments", sent)
    expect(verdict(answer)).toBe("422 type-not-allowed")
    expect(kept).toEqual([])
  })

  it.each(["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])(
    "a form is no file, and a page of another site can upload by none: %s",
    async (type) => {
      const { storage, kept } = counting()
      const opened = await open({ of: { storage } })
      const sent = { body: "--x\r\n\r\nfile\r\n--x--", headers: { "content-type": type } }
      const answer = await opened.send("anna", "POST /v1/attachments", sent)
      expect(verdict(answer)).toBe("415 unsupported-media-type")
      expect(kept).toEqual([])
    },
  )

  it("H07 a file that says it is over 25 MiB is refused before a byte of it is kept", async () => {
    const { storage, kept } = counting()
    const opened = await open({ of: { storage } })
    const headers = { "content-length": String(25 * 1024 * 1024 + 1) }
    const answer = await opened.send("anna", "POST /v1/attachments", { body: "x", headers })
    expect(verdict(answer)).toBe("413 body-too-large")
    expect(kept).toEqual([])
  })

  it("A17 an empty file is kept, or refused where the host says so", async () => {
    const keeping = await open()
    const { file } = await withFile(keeping, "")
    const answer = await answered(await download(keeping, "anna", file))
    expect([answer.status, answer.text, answer.headers.get("content-length")]).toEqual([
      200,
      "",
      "0",
    ])
    const strict = await open({ emptyFiles: false })
    const refused = await strict.send("anna", "POST /v1/attachments", { body: "" })
    expect(verdict(refused)).toBe("422 empty-file")
    expect((await strict.send("anna", "POST /v1/attachments", { body: "x" })).status).toBe(201)
  })

  it("A23 a file whose bytes are gone is unavailable, and its ticket still opens", async () => {
    const opened = await open({ of: { storage: losing() } })
    const { file, path } = await withFile(opened, "x")
    const answer = await opened.send("anna", `GET ${file}`)
    expect(verdict(answer)).toBe("502 attachment-unavailable")
    expect(answer.said.requestId).not.toBe("")
    expect(answer.headers.get("content-type")).toBe("application/problem+json")
    expect((await opened.send("anna", `GET ${path}/history`)).status).toBe(200)
  })

  it("A24 I13 a store without room keeps nothing, and says so", async () => {
    const opened = await open({ of: { storage: losing("full") } })
    const answer = await opened.send("anna", "POST /v1/attachments", { body: "x" })
    expect(verdict(answer)).toBe("507 storage-full")
  })
})

const blobOf = (content: Content): Promise<ArrayBuffer> => new Response(content).arrayBuffer()
