// What a host sets: the sender, the server, and how long we wait for it.

/** TLS towards the server. */
export interface TlsOptions {
  /** Certificates to trust instead of Node's own list, PEM. */
  readonly ca?: string | ReadonlyArray<string>
  /** The name that the certificate must carry; default: `host`. */
  readonly servername?: string
  /** `false` accepts any certificate: for a test bench only; default `true`. */
  readonly rejectUnauthorized?: boolean
}

/** The mail server that takes our mails. */
export interface SmtpOptions {
  readonly host: string
  /** 1 to 65535; default 465 with `secure`, else 587. */
  readonly port?: number
  /** TLS from the first byte; default `false`: STARTTLS where the server offers it. */
  readonly secure?: boolean
  /** Refuse to go on without STARTTLS; default: `true` as soon as `auth` is given. */
  readonly requireTls?: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
  readonly tls?: TlsOptions
}

/**
 * Everything that `email` can be told.
 *
 * Lengths of time are whole milliseconds from 1 to 3,600,000.
 */
export interface EmailOptions {
  readonly from: { readonly name?: string; readonly address: string }
  /** The server, or `smtp://user:password@host:587` (`smtps://` for TLS from the first byte). */
  readonly smtp: SmtpOptions | string
  /** The envelope sender, to which bounces go; default: the address in `from`. */
  readonly returnPath?: string
  /**
   * Answers go to `local+<replyToken>@domain`; default `false`: to the address in `from`.
   * The local part may then have 18 octets at most (RFC 5321 allows 64 in all).
   */
  readonly plusAddressing?: boolean
  /** Connections held open at once, 1 to 100; default 5. */
  readonly connections?: number
  /** For the name to resolve and the connection to stand; default 10,000. */
  readonly connectionMillis?: number
  /** From the connection to the server's greeting; default 10,000. */
  readonly greetingMillis?: number
  /** Silence of the server in the middle of a conversation; default 60,000. */
  readonly socketMillis?: number
  /**
   * One mail from the call to the server's answer, waiting for a connection included; default
   * 120,000.
   */
  readonly sendMillis?: number
}
