import Taro from '@tarojs/taro'
import type { Tried } from '@jucai/contract/client'
import type { Answers, FormField } from '@jucai/contract/forms'

/**
 * A form as this phone keeps it. `revision` and `draftId` are of the server's draft it was made from; 0 and
 * null for none.
 */
export interface KeptDraft {
  personId: string
  version: number
  revision: number
  draftId: string | null
  answers: Answers
  /** When it was last changed here. */
  changedAt: string
  /** Whether something is here that the server has not. */
  unsaved: boolean
  /** Key of the section it was left on; `review` for the last screen. */
  section: string
  /** Keys of the fields of its form: a later form shows the fields that are not among them as new. */
  fields: string[]
  /** What was saved over `revision` and not answered, so that this phone knows its own save again. */
  sent?: readonly Answers[]
  /** Sent and not answered yet: goes again under the same key, after a reload too. */
  attempt?: Tried | undefined
}

// WeChat encrypts its storage. A browser does not: any script of this origin and anybody at the device could
// read it. There, numbers of documents stay in memory only; after a reload they come from the server's draft.
const encrypts = (): boolean =>
  process.env.TARO_ENV === 'weapp' && Boolean(Taro.canIUse?.('setStorage.object.encrypt'))
const encrypted = <Options extends object>(options: Options) => ({ ...options, encrypt: true })
const remembered = new Map<string, KeptDraft>()

const withoutDocuments = (answers: Answers, fields: readonly FormField[]): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([key, answer]) => {
      const field = fields.find((one) => one.key === key)
      if (field?.kind === 'document') return [key, undefined]
      return [
        key,
        field?.kind === 'group' && Array.isArray(answer)
          ? (answer as Answers[]).map((item) => withoutDocuments(item, field.fields ?? []))
          : answer,
      ]
    }),
  )
const documentsIn = (answers: Answers, fields: readonly FormField[]): string[] =>
  fields.flatMap((field) => {
    const answer = answers[field.key]
    if (field.kind === 'document') return typeof answer === 'string' && answer !== '' ? [answer] : []
    return field.kind === 'group' && Array.isArray(answer)
      ? (answer as Answers[]).flatMap((item) => documentsIn(item, field.fields ?? []))
      : []
  })
/** What may be written where it is not encrypted: no number of a document, nor a request that quotes one. */
const inTheClear = (draft: KeptDraft, fields: readonly FormField[]): KeptDraft => {
  const numbers = documentsIn(draft.answers, fields)
  return {
    ...draft,
    answers: withoutDocuments(draft.answers, fields),
    sent: (draft.sent ?? []).map((answers) => withoutDocuments(answers, fields)),
    attempt: numbers.some((number) => draft.attempt?.body.includes(number)) ? undefined : draft.attempt,
  }
}

/**
 * Name under which the draft of a program, or the corrections of an application, lie in the phone's
 * storage.
 */
export const draftName = (of: string): string => `draft-${of}`

/** Writes a draft. Never fails the form when the phone's storage does. */
export function keepDraft(name: string, draft: KeptDraft, fields: readonly FormField[]): void {
  remembered.set(name, draft)
  try {
    if (encrypts())
      void Taro.setStorage(encrypted({ key: name, data: JSON.stringify(draft) })).catch(() => undefined)
    else Taro.setStorageSync(name, JSON.stringify(inTheClear(draft, fields)))
  } catch {
    // A full storage must not stop anyone from applying: the server has the draft too.
  }
}

/** This person's draft; undefined when there is none. Another person's on a shared phone is thrown away. */
export async function readDraft(name: string, personId: string): Promise<KeptDraft | undefined> {
  const here = remembered.get(name)
  if (here?.personId === personId) return here
  try {
    const text = encrypts()
      ? (await Taro.getStorage<string>(encrypted({ key: name }))).data
      : Taro.getStorageSync<string>(name)
    if (!text) return undefined
    const draft = JSON.parse(text) as KeptDraft
    if (draft.personId === personId) return draft
    forgetDraft(name)
  } catch {
    // Nothing readable is nothing kept.
  }
  return undefined
}

/** Throws a draft away: it was sent, or is not wanted. */
export function forgetDraft(name: string): void {
  remembered.delete(name)
  Taro.removeStorageSync(name)
}
