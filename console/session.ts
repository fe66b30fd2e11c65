import type { OfficeMe } from '@jucai/contract/office'
import type { Role } from '@jucai/contract/vocabulary'
import { create } from 'zustand'

/** Why somebody finds themselves at the sign-in page. */
export type SignedOutBecause = 'idle' | 'ended' | 'left' | null
interface Session {
  token: string | null
  me: OfficeMe | null
  because: SignedOutBecause
  signedIn(token: string): void
  knows(me: OfficeMe): void
  signedOut(because: SignedOutBecause): void
}

const kept = 'jucai-console-session'

/** The session of this tab: in memory, and in the tab's own storage so that a reload keeps it. Closing the tab forgets it. */
export const useSession = create<Session>((set) => ({
  token: sessionStorage.getItem(kept), me: null, because: null,
  signedIn: (token) => { sessionStorage.setItem(kept, token); set({ token, me: null, because: null }) },
  knows: (me) => set({ me }),
  signedOut: (because) => { sessionStorage.removeItem(kept); set({ token: null, me: null, because }) },
}))

/** Whether the signed-in member of staff holds one of these roles. */
export const useHas = (...wanted: Role[]): boolean => useSession(({ me }) => me?.roles.some((role) => wanted.includes(role)) ?? false)
