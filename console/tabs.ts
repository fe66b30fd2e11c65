/** Why somebody finds themselves at the sign-in page. */
export type SignedOutBecause = 'idle' | 'ended' | 'left' | null

/**
 * What the console's tabs of one browser tell each other: who is new asks, who is signed in answers, who
 * leaves says so, and who works says when.
 */
type TabWord =
  | { kind: 'ask' }
  | { kind: 'session'; token: string }
  | { kind: 'ended'; token: string; because: SignedOutBecause }
  | { kind: 'alive'; at: number }

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('jucai-console')

/** Whether there can be an answer. */
export const hasTabs = channel !== null
/** Tells every other tab. */
export const tellTabs = (word: TabWord): void => channel?.postMessage(word)
/** Hears the other tabs until the returned function is called. */
export const hearTabs = (heard: (word: TabWord) => void): (() => void) => {
  const listen = ({ data }: MessageEvent<TabWord>) => heard(data)
  channel?.addEventListener('message', listen)
  return () => channel?.removeEventListener('message', listen)
}
