import type { OfficeMe } from '@jucai/contract/office'
import type { Role } from '@jucai/contract/vocabulary'
import { create } from 'zustand'
import { hasTabs, hearTabs, tellTabs, type SignedOutBecause } from './tabs'

interface Session {
  token: string | null
  me: OfficeMe | null
  because: SignedOutBecause
  /** A new tab waits a moment for one that is signed in. */
  asking: boolean
  /** Tries that went wrong before this sign-in, until they were read. */
  wrongTries: number
  signedIn(token: string, wrongTries?: number): void
  knows(me: OfficeMe): void
  signedOut(because: SignedOutBecause): void
}

const kept = 'jucai-console-session'
const answerMs = 200

/**
 * The session of this browser's tabs: in memory, and in each tab's own storage so that a reload keeps it.
 * Closing the last tab forgets it.
 */
export const useSession = create<Session>((set, get) => ({
  token: sessionStorage.getItem(kept),
  me: null,
  because: null,
  asking: hasTabs && sessionStorage.getItem(kept) === null,
  wrongTries: 0,
  signedIn: (token, wrongTries = 0) => {
    sessionStorage.setItem(kept, token)
    set({ token, wrongTries, me: null, because: null, asking: false })
  },
  knows: (me) => set({ me }),
  signedOut: (because) => {
    const { token } = get()
    sessionStorage.removeItem(kept)
    set({ token: null, me: null, because, asking: false })
    if (token) tellTabs({ kind: 'ended', token, because })
  },
}))

hearTabs((word) => {
  const { token, asking, signedIn } = useSession.getState()
  if (word.kind === 'ask' && token) tellTabs({ kind: 'session', token })
  if (word.kind === 'session' && asking) signedIn(word.token)
  if (word.kind === 'ended' && token === word.token) {
    sessionStorage.removeItem(kept)
    useSession.setState({ token: null, me: null, because: word.because })
  }
})
if (useSession.getState().asking) {
  tellTabs({ kind: 'ask' })
  setTimeout(() => useSession.setState({ asking: false }), answerMs)
}

/** Whether the signed-in member of staff holds one of these roles. */
export const useHas = (...wanted: Role[]): boolean =>
  useSession(({ me }) => me?.roles.some((role) => wanted.includes(role)) ?? false)
