import Taro from '@tarojs/taro'
import type { TicketBody } from '@jucai/contract/rounds'

/** An application to a round as this phone keeps it while it is written. */
export interface KeptApplication extends Omit<TicketBody, 'revision'> {
  personId: string
}

// WeChat encrypts its storage; a browser does not, so that there the numbers of documents stay in memory only.
const encrypts = (): boolean =>
  process.env.TARO_ENV === 'weapp' && Boolean(Taro.canIUse?.('setStorage.object.encrypt'))
const encrypted = <Options extends object>(options: Options) => ({ ...options, encrypt: true })
const nameOf = (roundId: string) => `round-draft-${roundId}`
const remembered = new Map<string, KeptApplication>()

/** Keeps what was written so far. A phone that is full stops nobody from writing. */
export const keepApplication = (roundId: string, draft: KeptApplication): void => {
  const key = nameOf(roundId)
  remembered.set(key, draft)
  try {
    if (encrypts())
      void Taro.setStorage(encrypted({ key, data: JSON.stringify(draft) })).catch(() => undefined)
    else
      Taro.setStorageSync(
        key,
        JSON.stringify({
          ...draft,
          household: draft.household.map((one) => ({
            ...one,
            documentNumber: one.documentNumber === null ? null : '',
          })),
        }),
      )
  } catch {
    // full
  }
}

/** What this person wrote for a round; null for nothing. Another’s on a shared phone is thrown away. */
export const readApplication = async (roundId: string, personId: string): Promise<KeptApplication | null> => {
  const key = nameOf(roundId)
  const here = remembered.get(key)
  if (here?.personId === personId) return here
  try {
    const text = encrypts()
      ? (await Taro.getStorage<string>(encrypted({ key }))).data
      : Taro.getStorageSync<string>(key)
    const draft = JSON.parse(text || 'null') as KeptApplication | null
    if (draft?.personId === personId) return draft
    if (draft) forgetApplication(roundId)
  } catch {
    // Nothing readable is nothing kept.
  }
  return null
}

/** Throws it away: it was sent. */
export const forgetApplication = (roundId: string): void => {
  remembered.delete(nameOf(roundId))
  Taro.removeStorageSync(nameOf(roundId))
}
