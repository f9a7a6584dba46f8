// The package has no types of its own; these are the two methods that are measured.
import "moment-timezone"

declare module "moment" {
  interface Moment {
    addWorkingTime(amount: number, unit: "minutes"): Moment
    workingDiff(to: Moment, unit: "milliseconds"): number
  }
}
