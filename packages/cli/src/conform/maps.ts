// The maps that come with the command, by their names; examples/conformance has them as files.

/** What event logs call their states, by the name of the map. */
export const shipped: { readonly [name: string]: unknown } = {
  generic: {
    columns: {
      case: "case",
      time: "ts",
      state: "state",
      group: "group",
    },
    attributes: {
      case: "concept:name",
      time: "time:timestamp",
      state: "state",
      group: "org:group",
    },
    timeZone: "Europe/Rome",
    states: {
      "": null,
      REG: {
        to: "open.ours",
        by: ["TurnPassed.ours"],
      },
      ACK: {
        to: "open",
        by: [],
      },
      ASG: {
        to: "open.ours",
        by: ["TurnPassed.ours"],
      },
      PRG: {
        to: "open.ours",
        not: "registered",
        by: ["DiagnosisStarted", "TurnPassed.ours"],
      },
      CUS: {
        to: "open.customers",
        by: ["TurnPassed.customers"],
      },
      TPT: {
        to: "open.thirdPartys",
        by: ["TurnPassed.thirdPartys"],
      },
      ESC: {
        to: "escalated.ours",
        by: ["Escalated", "TurnPassed.ours"],
      },
      RES: {
        to: ["completed", "closed.processed"],
        by: ["DiagnosisStarted", "CauseFound", "Answered", "Completed"],
      },
      CLS: {
        to: "closed",
        by: ["Confirmed", "SilenceElapsed", "Thanked"],
      },
      REO: {
        to: "open",
        by: ["WordHeard", "Disputed", "Reopened", "AnswerReturned", "ClosingUndone", "Unmerged"],
      },
      WDR: {
        to: ["closed.withdrawn", "closed.rejected", "closed.merged"],
        by: ["Withdrawn", "Rejected", "Merged"],
      },
    },
  },
  journal: {
    columns: {
      case: "case",
      time: "ts",
      state: "signal",
      group: "group",
      type: "type",
    },
    attributes: {
      case: "concept:name",
      time: "time:timestamp",
      state: "signal",
      group: "org:group",
      type: "type",
    },
    states: "signals",
  },
}
