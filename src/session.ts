import type { Me, SignedIn } from '@jucai/contract/accounts'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { phoneStorage } from './settings'

interface SessionState {
  /** The opaque token; null when signed out. */
  token: string | null
  /** The person as last answered by the server; shown at once while it is asked again. */
  me: Me | null
  signedIn(reply: SignedIn): void
  setMe(me: Me): void
  signedOut(): void
}

/** Who is signed in on this phone. */
export const useSession = create<SessionState>()(
  persist(
    (set) => ({
      token: null,
      me: null,
      signedIn: ({ token, me }) => set({ token, me }),
      setMe: (me) => set({ me }),
      signedOut: () => set({ token: null, me: null }),
    }),
    {
      name: 'session',
      storage: createJSONStorage(() => phoneStorage),
      partialize: ({ token, me }) => ({ token, me }),
    },
  ),
)
