import Taro from '@tarojs/taro'
import { NetworkError, type Tried } from '@jucai/contract/client'
import type { FormFacts } from '@jucai/contract/form-checks'
import type { Prefill, Program } from '@jucai/contract/applications'
import { call } from '@/api'
import { deviceName } from '@/device-name'
import { useSession } from '@/session'
import { draftName, forgetDraft, readDraft } from './kept-draft'
import { newFields, reconcile, type Start } from './reconcile'

/** Everything a form begins with. */
export interface OpenForm {
  program: Program
  personId: string
  device: string
  start: Start
  prefill: Prefill[]
  facts: FormFacts
  section: string | undefined
  changed: readonly string[] | undefined
  attempt: Tried | undefined
  /** An application of this program that is under way: there can be no second one. */
  openApplication: string | null
}

const programName = (key: string): string => `program-${key}`
const keptProgram = (key: string): Program | undefined => {
  try {
    const text = Taro.getStorageSync<string>(programName(key))
    return text ? (JSON.parse(text) as Program) : undefined
  } catch {
    return undefined
  }
}

const nothing = { draft: null, prefill: [] as Prefill[], bornOn: null, openApplication: null }

/**
 * Asks for a form and what is known for it. Without a network a form begun on this phone opens as it was
 * left.
 * @throws as `call` does
 */
export async function openForm(key: string): Promise<OpenForm> {
  const personId = useSession.getState().me?.id ?? (await call('GET /me')).id
  const kept = await readDraft(draftName(key), personId)
  const params = { params: { program: key } }
  const [program, known] = await Promise.all([
    call('GET /programs/:program', params),
    call('GET /programs/:program/draft', params),
  ]).catch((error: unknown) => {
    const stored = keptProgram(key)
    if (!(error instanceof NetworkError) || !kept || !stored) throw error
    return [stored, nothing] as const
  })
  try {
    Taro.setStorageSync(programName(key), JSON.stringify(program))
  } catch {
    /* only a help for when there is no network */
  }
  // The reply to the submission was lost, the submission was not.
  const submitted = known.openApplication !== null && known.openApplication === kept?.draftId
  if (submitted) forgetDraft(draftName(key))
  const own = submitted ? undefined : kept
  const device = deviceName()
  const offline = known === nothing && own
  const start = offline
    ? {
        answers: own.answers,
        revision: own.revision,
        draftId: own.draftId,
        unsaved: own.unsaved,
        sent: own.sent ?? [],
        conflict: undefined,
      }
    : reconcile(program.form, own, known.draft, known.prefill, device)
  const before = own ?? known.draft
  return {
    program,
    personId,
    device,
    start,
    prefill: [...known.prefill],
    facts: { bornOn: known.bornOn },
    section: own?.section,
    attempt: own?.attempt,
    openApplication: known.openApplication,
    changed:
      before && before.version !== program.version
        ? newFields(program.form, own?.fields ?? Object.keys(known.draft?.answers ?? {}))
        : undefined,
  }
}
