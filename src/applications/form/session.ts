import { ProblemError, extraOf, type Tried } from '@jucai/contract/client'
import type { Application, Draft, Prefill, Program } from '@jucai/contract/applications'
import type { FormFacts } from '@jucai/contract/form-checks'
import { fieldsOf, type Answers, type FormSection } from '@jucai/contract/forms'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { call } from '@/api'
import { inWords, type ProblemInWords } from '@/words/problems'
import { filesUnderWay } from '../evidence/uploads'
import { startSync, type DraftSync, type Saved } from './draft-sync'
import { createForm, faultsOf, type FormApi } from './form-store'
import { askedIn, askingSections, sameAnswer, sectionOf, type AnswerPath } from './paths'
import { newFields, type Conflict, type Start } from './reconcile'

/** Key of the last screen. */
export const review = 'review'

/** Where the form is and what stands in its way; what is typed is in {@link FormApi}. */
export interface SessionState {
  section: string
  /** Whether the last screen was reached before, so that a correction leads back to it. */
  reviewed: boolean
  saved: Saved
  conflict: Conflict | undefined
  /** The version that was not chosen, to change back to. */
  other: Answers | undefined
  /** Labels of fields that are new since the form was begun; empty when it changed otherwise. */
  changed: readonly string[] | undefined
  refusal: ProblemInWords | undefined
  keepInProfile: boolean
}

interface SessionOptions {
  program: Program
  personId: string
  device: string
  start: Start
  prefill: readonly Prefill[]
  facts: FormFacts
  section?: string | undefined
  changed?: readonly string[] | undefined
  attempt?: Tried | undefined
  onSubmitted(application: Application): void
  /** The form has changed on the server: here is the new one, to go on with. */
  onFormChanged(program: Program, start: Start, changed: readonly string[]): void
  onShowFault(): void
}

/** A form being filled in, saved as one types, and submitted once. */
export interface FormSession {
  api: FormApi
  state: StoreApi<SessionState>
  go(section: string): void
  back(): void
  next(): void
  resolve(which: 'mine' | 'theirs'): void
  swap(): void
  submit(): Promise<void>
  flush(): void
  dispose(): void
}

const asksNothing = (api: FormApi, section: FormSection): boolean => {
  const { answers } = api.store.getState()
  return askedIn(api.form, section, answers).every(({ key, kind }) => {
    const offered = api.prefill.get(key)
    return offered && !offered.expired && kind !== 'consent' && sameAnswer(offered.value, answers[key])
  })
}
const faultsFrom = (error: ProblemError, api: FormApi): Record<AnswerPath, string> =>
  Object.fromEntries(
    error.errors
      .map(({ pointer, detail }) => [pointer.replace(/^\/(answers\/)?/, ''), detail] as const)
      .filter(([path]) => sectionOf(api.form, path)),
  )

/** Opens a form. */
export const openSession = (options: SessionOptions): FormSession => {
  const { program, start } = options
  const api = createForm(program.key, program.form, start.answers, options.prefill, options.facts)
  const first = askingSections(program.form, start.answers)[0]?.key ?? review
  const known = options.section === review || program.form.sections.some(({ key }) => key === options.section)
  const state = createStore<SessionState>(() => ({
    section: (known && options.section) || first,
    reviewed: options.section === review,
    saved: { where: 'server' },
    conflict: start.conflict,
    other: undefined,
    changed: options.changed,
    refusal: undefined,
    keepInProfile: true,
  }))
  const sync: DraftSync = startSync({
    api,
    personId: options.personId,
    version: program.version,
    device: options.device,
    revision: start.revision,
    draftId: start.draftId,
    unsaved: start.unsaved,
    sent: start.sent,
    attempt: options.attempt,
    section: () => state.getState().section,
    onSaved: (saved) => {
      if (JSON.stringify(saved) !== JSON.stringify(state.getState().saved)) state.setState({ saved })
    },
    onConflict: (conflict) => state.setState({ conflict }),
  })
  const unsubscribe = api.store.subscribe(({ answers }, before) => {
    if (answers !== before.answers) sync.changed()
  })
  if (start.unsaved && !start.conflict) void sync.send()

  const sections = () => askingSections(program.form, api.store.getState().answers)
  const go = (section: string) => {
    state.setState({ section, refusal: undefined, ...(section === review ? { reviewed: true } : {}) })
    sync.keep()
    void sync.send()
  }
  const refuse = (faults: Record<AnswerPath, string>) => {
    api.setFaults(faults)
    const paths = Object.keys(faults)
    const at = program.form.sections.find(({ fields }) =>
      fields.some(({ key }) => paths.some((path) => path.split('/')[0] === key)),
    )
    if (at && at.key !== state.getState().section) go(at.key)
    options.onShowFault()
  }
  const choose = (
    answers: Answers,
    theirs: Pick<Draft, 'id' | 'revision'>,
    unsaved: boolean,
    other: Answers,
  ) => {
    api.store.setState({ answers, faults: {} })
    state.setState({ conflict: undefined, other })
    sync.takeOver(theirs, unsaved)
  }
  const refuseWith = (words: string) => state.setState({ refusal: { words, missingConsents: [] } })
  const refused = async (error: unknown): Promise<void> => {
    if (!(error instanceof ProblemError)) return state.setState({ refusal: inWords(error) })
    const theirs = extraOf(error, 'draft-changed')?.draft
    if (theirs) {
      const { answers } = api.store.getState()
      return state.setState({
        conflict: {
          mine: { answers, at: new Date().toISOString(), device: options.device },
          theirs,
        },
      })
    }
    if (error.code === 'form-changed') {
      const fresh = await call('GET /programs/:program', { params: { program: program.key } })
      const { answers } = api.store.getState()
      return options.onFormChanged(
        fresh,
        {
          answers,
          revision: sync.revision,
          draftId: sync.draftId,
          unsaved: true,
          sent: [],
          conflict: undefined,
        },
        newFields(
          fresh.form,
          fieldsOf(program.form).map(({ key }) => key),
        ),
      )
    }
    const faults = faultsFrom(error, api)
    if (Object.keys(faults).length > 0) return refuse(faults)
    return state.setState({ refusal: inWords(error) })
  }

  return {
    api,
    state,
    go,
    back() {
      const list = sections()
      const at = list.findIndex(({ key }) => key === state.getState().section)
      go((at < 0 ? list.at(-1) : list[at - 1])?.key ?? first)
    },
    next() {
      const { section, reviewed } = state.getState()
      const list = sections()
      const at = list.findIndex(({ key }) => key === section)
      const faults = faultsOf(api, api.store.getState().answers, list[at]?.fields.map(({ key }) => key) ?? [])
      if (Object.keys(faults).length > 0) return refuse(faults)
      api.setFaults({})
      // What is known of the whole section needs no screen of its own; it stands in the review.
      return go(reviewed ? review : (list.slice(at + 1).find((one) => !asksNothing(api, one))?.key ?? review))
    },
    resolve(which) {
      const { conflict } = state.getState()
      if (!conflict) return
      const { mine, theirs } = conflict
      if (which === 'mine') choose(mine.answers, theirs, true, theirs.answers)
      else choose(theirs.answers, theirs, false, mine.answers)
    },
    swap() {
      const { other } = state.getState()
      if (!other) return
      state.setState({ other: api.store.getState().answers })
      api.store.setState({ answers: other, faults: {} })
    },
    async submit() {
      state.setState({ refusal: undefined })
      const faults = faultsOf(api, api.store.getState().answers)
      if (Object.keys(faults).length > 0) return refuse(faults)
      const underWay = filesUnderWay(options.personId, program.key)
      if (underWay > 0) return refuseWith(`还有 ${underWay} 份文件没有传完，传完再提交就不会漏掉。`)
      if (sync.unsaved || !sync.draftId) {
        if (!sync.unsaved) sync.changed() // nothing was typed: what is known makes the draft
        // A save that was on its way already may not carry the last thing that was typed.
        while ((await sync.send()) && sync.unsaved);
        if (state.getState().conflict) return
        const { saved } = state.getState()
        if (sync.unsaved || !sync.draftId)
          return refuseWith(
            saved.where === 'phone' && saved.why === 'refused'
              ? saved.problem.words
              : '没有连上网络，填写的内容都在这台手机上。检查一下网络，再点一次。',
          )
      }
      const body = {
        draft: sync.draftId,
        revision: sync.revision,
        version: program.version,
        keepInProfile: state.getState().keepInProfile,
      }
      try {
        const application = await call(
          'POST /programs/:program/applications',
          { params: { program: program.key }, body },
          { attempt: sync.attempt },
        )
        sync.forget()
        options.onSubmitted(application)
      } catch (error) {
        await refused(error).catch((problem: unknown) => state.setState({ refusal: inWords(problem) }))
      }
    },
    flush() {
      sync.keep()
      void sync.send()
    },
    dispose() {
      unsubscribe()
      sync.dispose()
    },
  }
}
