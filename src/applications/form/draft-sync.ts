import { ProblemError, extraOf, type Attempt, type Tried } from '@jucai/contract/client'
import type { Draft } from '@jucai/contract/applications'
import { fieldsOf, type Answers } from '@jucai/contract/forms'
import { call } from '@/api'
import { newAttempt } from '@/attempt'
import { inWords, type ProblemInWords } from '@/words/problems'
import { draftName, forgetDraft, keepDraft } from './kept-draft'
import type { FormApi } from './form-store'
import { differing } from './paths'
import { isOwnSave, type Conflict } from './reconcile'

const keepAfterMs = 300
const sendAfterMs = 1_500
const againAfterMs = 15_000
/** Saves without a reply that are remembered. */
const mostSent = 5

/**
 * How saving stands: on the server; on this phone only, for want of a network or a session; or not taken by
 * the server, and why.
 */
export type Saved =
  | { where: 'server' }
  | { where: 'phone'; why: 'offline' }
  | { where: 'phone'; why: 'signed-out' }
  | { where: 'phone'; why: 'refused'; problem: ProblemInWords }

interface DraftSyncOptions {
  api: FormApi
  personId: string
  version: number
  device: string
  revision: number
  draftId: string | null
  unsaved: boolean
  /** Saves over this revision of which nobody knows whether they arrived. */
  sent: readonly Answers[]
  attempt: Tried | undefined
  /** Key of the section the form is at. */
  section(): string
  onSaved(saved: Saved): void
  onConflict(conflict: Conflict): void
}

/** Keeps a form on this phone at each change and on the server soon after. */
export interface DraftSync {
  readonly draftId: string | null
  readonly revision: number
  readonly unsaved: boolean
  /** Of submitting; kept until it is answered, also through a reload, so that a lost reply does not apply twice. */
  readonly attempt: Attempt
  changed(): void
  /** Writes to the phone now. */
  keep(): void
  /** Sends what the server has not. @returns whether it worked; more may have been typed meanwhile */
  send(): Promise<boolean>
  /** Goes on from another version of the draft. */
  takeOver(draft: Pick<Draft, 'id' | 'revision'>, unsaved: boolean): void
  forget(): void
  dispose(): void
}

const savedAfter = (error: unknown): Saved => {
  if (!(error instanceof ProblemError) || error.status >= 500 || error.code === 'too-many-requests')
    return { where: 'phone', why: 'offline' }
  return error.code === 'signed-out'
    ? { where: 'phone', why: 'signed-out' }
    : { where: 'phone', why: 'refused', problem: inWords(error) }
}

/** Begins to keep a form. */
export const startSync = (options: DraftSyncOptions): DraftSync => {
  const { api, personId, version, device } = options
  const name = draftName(api.of)
  const fields = fieldsOf(api.form)
  const timers: Record<'keep' | 'send', ReturnType<typeof setTimeout> | undefined> = {
    keep: undefined,
    send: undefined,
  }
  const state = {
    revision: options.revision,
    draftId: options.draftId,
    unsaved: options.unsaved,
    changedAt: new Date().toISOString(),
    sent: options.sent,
    attempt: options.attempt,
    paused: false,
    over: false,
    closed: false,
  }
  let sending: Promise<boolean> | undefined

  const later = (which: 'keep' | 'send', ms: number, act: () => void) => {
    clearTimeout(timers[which])
    timers[which] = state.over || state.closed ? undefined : setTimeout(act, ms)
  }
  const keep = () => {
    clearTimeout(timers.keep)
    if (state.over) return
    const { revision, draftId, changedAt, unsaved, sent, attempt } = state
    keepDraft(
      name,
      {
        personId,
        version,
        revision,
        draftId,
        answers: api.store.getState().answers,
        changedAt,
        unsaved,
        section: options.section(),
        fields: fields.map(({ key }) => key),
        sent,
        attempt,
      },
      fields,
    )
  }

  const met = (theirs: Draft | null, answers: Answers) => {
    const { sent, revision } = state
    state.sent = []
    if (!theirs)
      Object.assign(state, { revision: 0, draftId: null }) // thrown away elsewhere: what is here makes a new one
    else if (differing(api.form, answers, theirs.answers).length === 0)
      Object.assign(state, { revision: theirs.revision, draftId: theirs.id, unsaved: false })
    else if (isOwnSave(api.form, { sent, revision }, theirs))
      Object.assign(state, { revision: theirs.revision, draftId: theirs.id }) // the reply was lost, not the save
    else {
      state.paused = true
      options.onConflict({ mine: { answers, at: state.changedAt, device }, theirs })
    }
  }
  const sendOnce = async (): Promise<void> => {
    const { answers } = api.store.getState()
    state.sent = [...state.sent.slice(1 - mostSent), answers]
    keep()
    try {
      const draft = await call('PUT /programs/:program/draft', {
        params: { program: api.of },
        body: { answers, revision: state.revision, version, device },
      })
      Object.assign(state, {
        revision: draft.revision,
        draftId: draft.id,
        sent: [],
        unsaved: api.store.getState().answers !== answers,
      })
      options.onSaved({ where: 'server' })
    } catch (error) {
      const other = extraOf(error, 'draft-changed')
      if (other) return met(other.draft, answers)
      const saved = savedAfter(error)
      options.onSaved(saved)
      if (saved.where === 'phone' && saved.why === 'offline') later('send', againAfterMs, () => void send())
      throw error
    } finally {
      keep()
    }
  }
  const send = (): Promise<boolean> => {
    clearTimeout(timers.send)
    sending ??= (async () => {
      // At most twice: once for what was typed while the first was on its way.
      for (let turn = 0; turn < 2 && state.unsaved && !state.paused && !state.over; turn += 1)
        await sendOnce()
      return !state.paused && !state.over
    })()
      .catch(() => false)
      .finally(() => {
        sending = undefined
      })
    return sending
  }

  return {
    get draftId() {
      return state.draftId
    },
    get revision() {
      return state.revision
    },
    get unsaved() {
      return state.unsaved
    },
    attempt: newAttempt({
      read: () => state.attempt,
      write: (attempt) => {
        state.attempt = attempt
        keep()
      },
    }),
    keep,
    send,
    changed() {
      Object.assign(state, { unsaved: true, changedAt: new Date().toISOString() })
      later('keep', keepAfterMs, keep)
      later('send', sendAfterMs, () => void send())
    },
    takeOver({ id, revision }, unsaved) {
      Object.assign(state, { revision, draftId: id, unsaved, sent: [], paused: false })
      keep()
      if (unsaved) void send()
    },
    forget() {
      state.over = true
      Object.values(timers).forEach(clearTimeout)
      forgetDraft(name)
    },
    dispose() {
      // What the server does not get now it gets when the form is opened again.
      state.closed = true
      keep()
      void send()
    },
  }
}
