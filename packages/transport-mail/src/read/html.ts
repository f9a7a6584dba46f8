// The text of a mail that is HTML only. Nothing in it is loaded, run, or kept as HTML (ML55, ML57).
import { compile } from "html-to-text"
import { htmlCharacters } from "../MailLimits.ts"

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: htmlCharacters, maxDepth: 200, maxChildNodes: 20_000 },
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "a", options: { ignoreHref: false, hideLinkHrefIfSameAsText: true } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
})

/** The text of an HTML document. */
export const textOfHtml = (html: string): string => convert(html)
