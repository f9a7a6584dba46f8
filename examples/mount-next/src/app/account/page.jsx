// A page of the application's own: the account of whoever asks.
import { cookies } from "next/headers"
import { userOf } from "../../users.ts"

export default async function Account() {
  const user = userOf((await cookies()).get("session")?.value)
  return <p>{user === undefined ? "Who are you?" : `Signed in as ${user.name}.`}</p>
}
