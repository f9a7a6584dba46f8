// A screenshot of a failure: the smallest picture that there is.

/** The file. */
export const screenshot = {
  name: "sboy.png",
  mediaType: "image/png",
  content: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
    "base64",
  ),
}
