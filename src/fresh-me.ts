import type { Me } from '@jucai/contract/accounts'
import { call } from '@/api'
import { useSession } from '@/session'

/**
 * Keeps what the server answers of who is signed in, unless somebody else has signed in meanwhile: then it is another's.
 * @throws ProblemError, NetworkError; the person as last known stands
 */
export async function keepMe(asking: Promise<Me>): Promise<void> {
  const { token, setMe } = useSession.getState()
  const me = await asking
  if (useSession.getState().token === token) setMe(me)
}

/** Asks anew who is signed in, if somebody is. @throws ProblemError, NetworkError */
export const freshMe = async (): Promise<void> => {
  if (useSession.getState().token) await keepMe(call('GET /me'))
}
