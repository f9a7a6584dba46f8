// What a file is, from its bytes where they tell and from its sender's word where they do not
// (A06-A08). Who looks at the bytes is an adapter.

const unknown = "application/octet-stream"
const wellFormed = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/
// Types whose bytes always tell: where they do not, the sender's word is wrong.
const telling =
  /^(image\/(?!svg)|audio\/|video\/|font\/|application\/(pdf|zip|gzip|x-7z|x-rar|vnd\.openxml))/

/**
 * The media type: what the bytes say, else what the sender said where that can be, else
 * `application/octet-stream`.
 *
 * @example
 * mediaTypeOf({ found: "image/png", declared: "text/html" }) // => "image/png"
 * mediaTypeOf({ found: undefined, declared: "image/png" }) // => "application/octet-stream"
 */
export const mediaTypeOf = ({
  found,
  declared,
}: {
  readonly found: string | undefined
  readonly declared: string
}): string => {
  if (found !== undefined) return found
  const type = declared.toLowerCase()
  return wellFormed.test(type) && !telling.test(type) ? type : unknown
}

// By the last extension: what an agent's machine would run at a double click.
const extensions =
  "apk app bat cmd com cpl dll exe gadget hta jar js jse lnk msc msi msp pif ps1 reg scr sct vbe vbs wsf wsh"
const programs = new Set(extensions.split(" "))
const runsByType =
  /^application\/(x-msdownload|x-dosexec|x-elf|x-mach-binary|x-msi|java-archive|x-ms-shortcut)$/

/** Whether a file is a program by its name or by its type; programs are not kept (A06). */
export const isProgram = (name: string, mediaType: string): boolean =>
  programs.has(name.split(".").at(-1)?.toLowerCase() ?? "") || runsByType.test(mediaType)
