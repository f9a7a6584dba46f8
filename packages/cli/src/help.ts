// What the command says of itself.

/** The help text. */
export const help = `upkeep – a support desk on one file

  upkeep intake DIR     take in the .eml files of a folder; each ends in one recorded outcome
  upkeep serve          the desk behind HTTP, with its due work done in the background, until
                        SIGINT or SIGTERM; it sends no mail: letters wait in the store
  upkeep show TICKET    history and clocks of a ticket, by its number or its id; the standard
                        process numbers tickets T-1, T-2 …, and intake prints the numbers

Options
  --store FILE          the desk's database (default: upkeep.db in the current folder)
  --json                one JSON line a mail, or one JSON object a ticket
  --process FILE        a process profile as JSON (default: the one the store was last run with,
                        else the standard process)
  --tenant ID           the tenant (default: default)
  --intake NAME         the mailbox that DIR is: each folder of a desk needs its own name
                        (default: mail)
  --language TAG        the language of labels (default: the process's first)
  --host HOST           where serve listens (default: 127.0.0.1); others need --tokens
  --port PORT           its port (default: 8080); 0 takes any that is free
  --tokens FILE         who may ask, as JSON: [{ "sha256", "kind", "id" … }], see the README
                        (default: one agent's token, made at start and printed)
  -h, --help            this text
  -v, --version         the version

An option with a value can be set by the environment as well: UPKEEP_STORE for --store. Options
that a command does not take are refused, and so are variables UPKEEP_… that nobody knows.

Exit codes: 0 done, 1 failed, 2 not understood, 78 set up wrong.`
