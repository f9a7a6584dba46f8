// What the command says of itself.

/** The help text. */
export const help = `upkeep – a support desk on one file, or on PostgreSQL

  upkeep intake DIR     take in the .eml files of a folder; each ends in one recorded outcome
  upkeep import check FILE
                        what would become of another desk's tickets: every row that does not fit
  upkeep import apply FILE
                        the same, taken in with their numbers, times and words; nobody is told;
                        stopped in the middle, run it again
                        FILE is .csv or .jsonl, one row an event: see docs/guides/moving-in.md
  upkeep serve          the desk behind HTTP, with its due work done in the background, until
                        SIGINT or SIGTERM; it sends no mail: letters wait in the store
  upkeep show TICKET    history and clocks of a ticket, by its number or its id; the standard
                        process numbers tickets T-1, T-2 …, and intake prints the numbers
  upkeep whatif         which tickets would breach under another policy (--policy), another
                        calendar (--calendar) or those of a profile (--process), and which no
                        longer; of a store, or of a journal
  upkeep journal        all events of a store as JSON lines, which whatif can read elsewhere, or
                        (--format csv, xes) as an event log for process mining
  upkeep conform LOG    the event log of any desk, replayed through the chart of a profile: what it
                        accepts, and by which name it refuses the rest; LOG is CSV or XES, packed by
                        gzip or not, or - for standard input; see docs/guides/conformance.md
  upkeep policy preview what the policy and the calendars of a profile (--process) would do to
                        open tickets, by a --mode; nothing is changed
  upkeep policy apply   the same, done: new tickets are opened on the profile, open ones follow it;
                        stopped in the middle, run it again
  upkeep check FILE     whether a process can come to a dead end: every finding with its place, the
                        way there and its page; exit code 1 where anything was found, 78
                        where a profile cannot be made or read;
                        FILE is a profile as JSON, or standard, mixvel or business-connect
  upkeep process diff OLD NEW
                        what differs between two profiles; with --store, which open tickets the
                        new one would strand; nothing is published
  upkeep process migrate
                        publishes a profile (--process), and lets open tickets go on by it
  upkeep report         what the desk did in a period: targets kept and missed, and why; where the
                        time went; what is open; with --contract as its customer may read it
  upkeep diagram FILE   a process as a picture (svg, mermaid), as tables (statuses, matrix), as a
                        description for customers, or all of it as a page, by --format;
                        FILE is a profile as JSON, or standard, mixvel or business-connect
  upkeep audit          where clocks may have been played with: paused just before a breach, passed
                        to and fro, …; exit code 1 where anything was found
  upkeep deadlines      open tickets measured anew after an update of this host's zone data

  upkeep verify         whether a store still holds what its desk wrote: events, tickets, words, files;
                        exit code 1 where anything was changed, removed, put in or cut off
  upkeep checkpoint     how many events there are and one digest of all, signed (--out FILE): kept
                        elsewhere, it shows to verify --checkpoint what was cut off since
  upkeep forget TICKET  what people wrote in a ticket is deleted for good, with names and files, for a
                        --reason that stays; or in all of a --customer, a --contact, an --address

  upkeep backup FILE    everything that a store holds, attachments too, while desks go on: a file that
                        is whole, read back and recorded; packed where its name ends in .gz
  upkeep backup check FILE
                        whether a backup is what was written, line by line
  upkeep backup list    the backups of a tenant that were recorded
  upkeep restore FILE   a backup into a store that has nothing of it yet, SQLite or PostgreSQL; it is
                        checked before anything is written, and sends nothing until it is released
  upkeep sending show   whether notifications go out, and what waits to be sent
  upkeep sending pause  keeps them back in every process, for a --reason
  upkeep sending release
                        lets them go, repeats under the ids that they had
  upkeep parked show    tickets and notifications that failed too often
  upkeep parked release ID
                        lets one of them be tried anew
  upkeep migrate plan   what this version would change in the schema of a store; nothing is changed
  upkeep migrate up     changes it, beside desks that run; stopped in the middle, run it again
  upkeep migrate sql    the same as a script (--from a version on), for those who may not run it here:
                        for sqlite3, or for psql where --store is postgres://…; none is connected to
  upkeep doctor         whether the store and its desks are well: schema, settings, clocks, stuck and
                        parked work, paused sending, old backups; exit code 1 where they are not

  upkeep calendar check FILE
                        every mistake of a calendar at once, else what deserves a look by --to
  upkeep calendar show FILE
                        its hours date by date, and why they differ from the plain week
  upkeep calendar holidays
                        a country's holidays as a list to look at, with its fingerprint
  upkeep calendar accept FILE
                        the next version of a calendar, with exactly that list
  upkeep calendar russia FILE
                        the same with Russia's production calendar
  upkeep calendar import FILE
                        the same with the whole days of an iCalendar file
  upkeep calendar export FILE
                        what differs on dates, as iCalendar
                        FILE is a calendar as JSON, or a profile whose own calendar is meant

Options
  --store STORE         the desk's database: a file (default: upkeep.db in the current folder), or
                        postgres://USER:PASSWORD@HOST/DATABASE, best by UPKEEP_STORE
  --schema NAME         the schema of its tables in PostgreSQL (default: upkeep)
  --durability HOW      full (default), or relaxed: a crash of the server, or of this machine where
                        the store is a file, may take what was accepted last
  --json                one JSON line a mail, or one JSON object a ticket
  --explain             with show: why each clock stands as it does, stretch by stretch
  --process FILE        a process profile as JSON (default: the one the store was last run with,
                        else the standard process)
  --tenant ID           the tenant (default: default; of backup, restore and doctor: all of them)
  --intake NAME         the mailbox that DIR is: each folder of a desk needs its own name
                        (default: mail)
  --language TAG        the language of labels, explanations and reports (default: the process's
                        first)
  --host HOST           where serve listens (default: 127.0.0.1); others need --tokens
  --port PORT           its port (default: 8080); 0 takes any that is free
  --tokens FILE         who may ask, as JSON: [{ "sha256", "kind", "id" … }], see the README
                        (default: one agent's token, made at start and printed)
  --policy FILE         a policy to ask by, as JSON, on the calendars of the tickets' processes
  --calendar FILE       a calendar to ask by, as JSON, in place of the one with its id, else of
                        the main one
  --journal FILE        an exported journal to ask, in place of the store
  --now INSTANT         where the question ends: 2026-03-29T10:00:00+02:00 (default: now; of a
                        journal the instant at which it was exported)
  --map FILE            what the old desk called things, as JSON: {"types": {"old": "ours"} …}, of
                        types, channels, priorities, lines, environments, people, and numberPrefix;
                        with conform: where a log says what, and what its states
                        mean; generic and journal come with the command
  --html FILE           with conform: a page, in place of lines
  --time-zone ZONE      of times without an offset; without it such times are refused
  --partial             take a ticket in up to a row that does not fit (default: not at all)
  --mode MODE           what becomes of clocks that run: keep (their targets stay), fromStart (all
                        time spent counts against the new ones), fromNow (they begin again)
  --places OLD=NEW,…    with process migrate: by the state now, the state then
  --force REASON        why tickets may skip steps that the version demands
  --country CODE, --state CODE, --region CODE
                        whose holidays: DE, BE
  --years LIST          of which years: 2026,2027
  --fingerprint F       of the list that was looked at
  --without LIST        dates of it that stay as they are: 2026-10-31
  --by NAME             who accepts it; who makes a backup, restores, pauses, releases (default: the
                        user of this machine)
  --reason TEXT         why sending is paused; why somebody is forgotten
  --checkpoint FILE     with verify: a checkpoint that was kept elsewhere
  --customer ID, --contact ID, --address ADDRESS
                        who is forgotten
  --backup-hours N      with doctor: how old the last backup may be (default: 24)
  --decree-days WHICH   closed or working: days off by decree of Russia's President
  --ical FILE           an iCalendar file; nothing is ever fetched
  --month MONTH         the period of a report, YYYY-MM; or its first and last date by --from, --to
  --contract ID         the report on one contract, with its requests
  --format FORMAT       of a report: md, html, csv or json (default: md); of a diagram: svg,
                        mermaid, statuses, matrix, description or all (default: svg); of a
                        journal: jsonl, csv or xes (default: jsonl)
  --way TYPE            the way of which request type (default: the longest)
  --rule LIST           with audit: only these rules (default: all)
  --limits NAME=N,…     with audit: limits that are others, as beforeBreachMinutes=15,returns=2
  --from DATE, --to DATE
                        the first and the last date, YYYY-MM-DD, of a report, an audit (default:
                        any time) or a calendar (default: today in its zone, and 30 days later)
  --set-version VERSION of the next version of a calendar
  --out FILE            where it goes (default: standard output); one that is there only with
                        --overwrite
  -h, --help            this text
  -v, --version         the version

An option with a value can be set by the environment as well: UPKEEP_STORE for --store. Options
that a command does not take are refused, and so are variables UPKEEP_… that nobody knows.

Exit codes: 0 done, 1 failed, 2 not understood, 75 too busy: try again later, 78 set up wrong.`
