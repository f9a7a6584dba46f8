// Who calls: what is recorded of it.
import { userInfo } from "node:os"
import type { Options } from "./options.ts"

/** The name by `--by`, else that of the user of this machine. */
export const operatorOf = ({ said }: Pick<Options, "said">): string => said("by") ?? userName()

const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    // A container may run as a number that has no name.
    return "operator"
  }
}
