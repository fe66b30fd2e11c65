import Taro from '@tarojs/taro'
import { noAnswers, type Answers } from './answers'

/** A form not sent yet, with the screen it was left on. */
export interface Draft {
  answers: Answers
  section: number
}

const storageKey = 'register-draft'
interface Stored extends Draft {
  personId: string
}

// The document number is sensitive: it is kept in WeChat's encrypted storage, and nowhere where there is
// none. In a browser any script of this origin and anyone at the device could read it, so there it lives in
// memory, for as long as the app is open.
let number: { personId: string; typed: string } | undefined
const encrypts = (): boolean =>
  process.env.TARO_ENV === 'weapp' && Boolean(Taro.canIUse?.('setStorage.object.encrypt'))
const encrypted = <Options extends object>(options: Options) => ({ ...options, encrypt: true })

/** Writes the draft; called on each change, and never fails the form when the phone's storage does. */
export function keepDraft(personId: string, draft: Draft): void {
  number = { personId, typed: draft.answers.documentNumber }
  const stored: Stored = { personId, ...draft }
  const plain: Stored = { ...stored, answers: { ...stored.answers, documentNumber: '' } }
  try {
    if (encrypts())
      void Taro.setStorage(encrypted({ key: storageKey, data: JSON.stringify(stored) })).catch(
        () => undefined,
      )
    else Taro.setStorageSync(storageKey, JSON.stringify(plain))
  } catch {
    // A full storage must not stop anyone from registering.
  }
}

/**
 * The draft of this person; undefined when there is none. Another person's draft on a shared phone is
 * thrown away.
 */
export async function readDraft(personId: string): Promise<Draft | undefined> {
  try {
    const text = encrypts()
      ? (await Taro.getStorage<string>(encrypted({ key: storageKey }))).data
      : Taro.getStorageSync<string>(storageKey)
    if (!text) return undefined
    const { personId: owner, answers, section } = JSON.parse(text) as Stored
    if (owner !== personId) {
      forgetDraft()
      return undefined
    }
    const remembered = number?.personId === personId ? number.typed : ''
    return {
      section,
      answers: { ...noAnswers, ...answers, documentNumber: answers.documentNumber || remembered },
    }
  } catch {
    return undefined
  }
}

/** Throws the draft away: it was sent, or the person starts over. */
export function forgetDraft(): void {
  number = undefined
  Taro.removeStorageSync(storageKey)
}
