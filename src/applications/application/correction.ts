import { ProblemError, type Tried } from '@jucai/contract/client'
import type { Application } from '@jucai/contract/applications'
import { fieldsOf, type Answers } from '@jucai/contract/forms'
import { call } from '@/api'
import { newAttempt } from '@/attempt'
import { inWords, type ProblemInWords } from '@/words/problems'
import { filesUnderWay } from '../evidence/uploads'
import { createForm, faultsOf, type FormApi } from '../form/form-store'
import { draftName, forgetDraft, keepDraft, type KeptDraft } from '../form/kept-draft'

const keepAfterMs = 300

/**
 * The open fields of an application being put right. What is typed is kept on this phone until it was sent.
 */
export interface Correction {
  api: FormApi
  keep(): void
  dispose(): void
  /**
   * Sends them.
   * @returns what stands in the way; undefined when nothing does or when it stands beside a field
   */
  send(onDone: (application: Application) => void): Promise<ProblemInWords | undefined>
}

/** Opens the fields that may be corrected over what was kept of an earlier try. */
export const openCorrection = (
  application: Application,
  personId: string,
  kept: KeptDraft | undefined,
): Correction => {
  const { id, form, answers, openFields, version } = application
  const usable = kept?.revision === version ? kept : undefined
  const api = createForm(id, form, { ...answers, ...usable?.answers })
  const fields = fieldsOf(form)
  const state: {
    timer: ReturnType<typeof setTimeout> | undefined
    attempt: Tried | undefined
    over: boolean
  } = { timer: undefined, attempt: usable?.attempt, over: false }
  const open = (): Answers =>
    Object.fromEntries(openFields.map((key) => [key, api.store.getState().answers[key]]))

  const keep = () => {
    clearTimeout(state.timer)
    if (state.over) return
    keepDraft(
      draftName(id),
      {
        personId,
        version: application.programVersion,
        revision: version,
        draftId: id,
        answers: open(),
        changedAt: new Date().toISOString(),
        unsaved: true,
        section: '',
        fields: openFields,
        attempt: state.attempt,
      },
      fields,
    )
  }
  const attempt = newAttempt({
    read: () => state.attempt,
    write: (tried) => {
      state.attempt = tried
      keep()
    },
  })
  const unsubscribe = api.store.subscribe((now, before) => {
    if (now.answers === before.answers) return
    clearTimeout(state.timer)
    state.timer = setTimeout(keep, keepAfterMs)
  })
  return {
    api,
    keep,
    dispose() {
      unsubscribe()
      if (state.timer) keep()
    },
    async send(onDone) {
      const faults = faultsOf(api, api.store.getState().answers, openFields)
      api.setFaults(faults)
      if (Object.keys(faults).length > 0) return undefined
      const underWay = filesUnderWay(personId, id)
      if (underWay > 0)
        return { words: `还有 ${underWay} 份文件没有传完，传完再提交就不会漏掉。`, missingConsents: [] }
      const body = { event: 'correct' as const, version, answers: open() }
      try {
        const changed = await call(
          'POST /me/applications/:application/events',
          { params: { application: id }, body },
          { attempt },
        )
        state.over = true
        forgetDraft(draftName(id))
        onDone(changed)
        return undefined
      } catch (error) {
        const found =
          error instanceof ProblemError
            ? Object.fromEntries(
                error.errors.map(({ pointer, detail }) => [pointer.replace(/^\/(answers\/)?/, ''), detail]),
              )
            : {}
        if (Object.keys(found).some((path) => openFields.includes(path.split('/')[0] ?? ''))) {
          api.setFaults(found)
          return undefined
        }
        return inWords(error)
      }
    },
  }
}
