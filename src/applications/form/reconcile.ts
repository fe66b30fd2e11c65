import type { Draft, Prefill } from '@jucai/contract/applications'
import { fieldsOf, type Answers, type FormDefinition } from '@jucai/contract/forms'
import type { KeptDraft } from './kept-draft'
import { differing } from './paths'

/** Two versions of one draft that were both changed: this phone's and the server's. */
export interface Conflict {
  mine: { answers: Answers; at: string; device: string }
  theirs: Draft
}

/**
 * Where a form starts: with which answers, made from which revision of the server's draft, and what has to
 * be settled first.
 */
export interface Start {
  answers: Answers
  revision: number
  draftId: string | null
  unsaved: boolean
  /** Saves over that revision of which nobody knows whether they arrived. */
  sent: readonly Answers[]
  conflict: Conflict | undefined
}

/**
 * Whether the server's draft is a save of this phone whose reply was lost. Numbers of documents are not
 * compared: a browser does not keep them.
 */
export const isOwnSave = (
  form: FormDefinition,
  { sent, revision }: { sent: readonly Answers[]; revision: number },
  theirs: Draft,
): boolean =>
  theirs.revision === revision + 1 &&
  sent.some((answers) => differing(form, answers, theirs.answers).every(({ kind }) => kind === 'document'))

/**
 * Answers to begin with: what is known of the person and not out of date. What is out of date is offered
 * too, and asked to be looked at.
 */
export const prefilled = (form: FormDefinition, prefill: readonly Prefill[]): Answers => {
  const known = new Set(fieldsOf(form).map(({ key }) => key))
  return Object.fromEntries(
    prefill
      .filter(({ field, value }) => known.has(field) && value !== undefined)
      .map(({ field, value }) => [field, value]),
  )
}

/**
 * Brings together what this phone keeps and what the server has. Nothing typed is dropped: when both
 * changed and differ, it is a {@link Conflict} for the person to decide.
 */
export const reconcile = (
  form: FormDefinition,
  kept: KeptDraft | undefined,
  draft: Draft | null,
  prefill: readonly Prefill[],
  device: string,
): Start => {
  const fromServer = draft && {
    answers: draft.answers,
    revision: draft.revision,
    draftId: draft.id,
    unsaved: false,
    sent: [],
    conflict: undefined,
  }
  if (!kept)
    return (
      fromServer ?? {
        answers: prefilled(form, prefill),
        revision: 0,
        draftId: null,
        unsaved: false,
        sent: [],
        conflict: undefined,
      }
    )
  if (!draft)
    return {
      answers: kept.answers,
      revision: 0,
      draftId: null,
      unsaved: true,
      sent: kept.revision === 0 ? (kept.sent ?? []) : [],
      conflict: undefined,
    }
  const mine = {
    answers: kept.answers,
    revision: draft.revision,
    draftId: draft.id,
    unsaved: kept.unsaved,
    sent: [],
    conflict: undefined,
  }
  if (draft.id === kept.draftId && draft.revision === kept.revision) return { ...mine, sent: kept.sent ?? [] }
  if (!kept.unsaved || differing(form, kept.answers, draft.answers).length === 0) return fromServer ?? mine
  if (isOwnSave(form, { sent: kept.sent ?? [], revision: kept.revision }, draft)) return mine
  return { ...mine, conflict: { mine: { answers: kept.answers, at: kept.changedAt, device }, theirs: draft } }
}

/** Labels of fields that a form asks and an earlier one, by its field keys, did not. */
export const newFields = (form: FormDefinition, before: readonly string[]): string[] =>
  fieldsOf(form)
    .filter(({ key }) => !before.includes(key))
    .map(({ label }) => label)
