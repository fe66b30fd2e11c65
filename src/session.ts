import type { Me, SignedIn } from '@jucai/contract/accounts'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { phoneStorage } from './settings'

interface SessionState {
  /** The opaque token; null when signed out. */
  token: string | null
  /** The person as last answered by the server; shown at once while it is asked again. */
  me: Me | null
  /** How often somebody has signed out on this phone: what was left on it before is not the next person's. */
  departures: number
  signedIn(reply: SignedIn): void
  setMe(me: Me): void
  signedOut(): void
}

/** Who is signed in on this phone. */
export const useSession = create<SessionState>()(
  persist(
    (set, get) => ({
      token: null,
      me: null,
      departures: 0,
      signedIn: ({ token, me }) => set({ token, me }),
      setMe: (me) => set({ me }),
      signedOut: () => {
        const { token, departures } = get()
        if (token !== null) set({ token: null, me: null, departures: departures + 1 }) // else nobody leaves
      },
    }),
    {
      name: 'session',
      storage: createJSONStorage(() => phoneStorage),
      partialize: ({ token, me, departures }) => ({ token, me, departures }),
    },
  ),
)
