// Abbreviations that several places share, or that stand still while their clocks move: `EST` is
// winter time in New York and all the year in Panama. Intl takes most of them and guesses.

/** The IANA zones that may be meant by an abbreviation, in capitals. */
export const abbreviations: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ...["EST", "EDT", "EST5EDT", "EST5", "ET"].map(meaning("America/New_York", "America/Panama")),
  ...["CDT", "CST6CDT", "CT"].map(meaning("America/Chicago", "America/Havana")),
  ...["CST"].map(meaning("America/Chicago", "America/Costa_Rica", "Asia/Shanghai")),
  ...["MST", "MDT", "MST7MDT", "MT", "PNT"].map(meaning("America/Denver", "America/Phoenix")),
  ...["PST", "PDT", "PST8PDT", "PT"].map(meaning("America/Los_Angeles", "America/Tijuana")),
  ...["AST", "ADT"].map(meaning("America/Halifax", "America/Anchorage", "Asia/Riyadh")),
  ...["AKST", "AKDT"].map(meaning("America/Anchorage")),
  ...["HST", "HDT"].map(meaning("Pacific/Honolulu", "America/Adak")),
  ...["NST", "NDT"].map(meaning("America/St_Johns", "Pacific/Auckland")),
  ...["CNT"].map(meaning("America/St_Johns")),
  ...["IET"].map(meaning("America/Indiana/Indianapolis")),
  ...["PRT"].map(meaning("America/Puerto_Rico")),
  ...["BRT", "BRST", "BET"].map(meaning("America/Sao_Paulo")),
  ...["ART", "AGT"].map(meaning("America/Argentina/Buenos_Aires", "Africa/Cairo")),
  ...["WET", "WEST"].map(meaning("Europe/Lisbon", "Atlantic/Canary")),
  ...["BST"].map(meaning("Europe/London", "Asia/Dhaka")),
  ...["CET", "CEST", "MET", "MEST", "ECT"].map(meaning("Europe/Berlin", "Europe/Paris")),
  ...["EET", "EEST"].map(meaning("Europe/Helsinki", "Europe/Kyiv", "Africa/Cairo")),
  ...["MSK", "MSD"].map(meaning("Europe/Moscow")),
  ...["CAT"].map(meaning("Africa/Maputo")),
  ...["WAT"].map(meaning("Africa/Lagos")),
  ...["EAT"].map(meaning("Africa/Nairobi")),
  ...["SAST"].map(meaning("Africa/Johannesburg")),
  ...["IST", "IDT"].map(meaning("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin")),
  ...["NET", "AMT"].map(meaning("Asia/Yerevan", "America/Manaus")),
  ...["GST"].map(meaning("Asia/Dubai", "Atlantic/South_Georgia")),
  ...["PLT", "PKT"].map(meaning("Asia/Karachi")),
  ...["VST", "ICT"].map(meaning("Asia/Ho_Chi_Minh", "Asia/Bangkok")),
  ...["CTT", "HKT", "SGT"].map(meaning("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore")),
  ...["JST"].map(meaning("Asia/Tokyo")),
  ...["KST"].map(meaning("Asia/Seoul")),
  ...["AWST"].map(meaning("Australia/Perth")),
  ...["ACT", "ACST", "ACDT"].map(meaning("Australia/Darwin", "Australia/Adelaide")),
  ...["AET", "AEST", "AEDT"].map(meaning("Australia/Sydney", "Australia/Brisbane")),
  ...["SST", "MIT"].map(meaning("Pacific/Pago_Pago", "Pacific/Apia", "Pacific/Guadalcanal")),
  ...["NZST", "NZDT"].map(meaning("Pacific/Auckland")),
])

function meaning(...zones: ReadonlyArray<string>) {
  return (abbreviation: string): readonly [string, ReadonlyArray<string>] => [abbreviation, zones]
}
