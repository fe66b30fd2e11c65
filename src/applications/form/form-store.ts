import { createContext, useContext } from 'react'
import {
  answerFault,
  isAnswered,
  isAsked,
  type Answer,
  type Answers,
  type FormDefinition,
} from '@jucai/contract/forms'
import { checkAnswers, type FormFacts } from '@jucai/contract/form-checks'
import type { Prefill } from '@jucai/contract/applications'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { todayInChina } from '@/words/dates'
import { answerAt, fieldAt, isMasked, withAnswer, type AnswerPath } from './paths'

/**
 * What a form holds. Each field looks at its own answer and fault only, so that a keystroke draws one
 * field.
 */
interface FormState {
  answers: Answers
  /** What is wrong, in words, by path. */
  faults: Readonly<Record<AnswerPath, string>>
  /** Fields known beforehand that the person opened to change. */
  opened: Readonly<Record<AnswerPath, true>>
}

/** A form being filled in. */
export interface FormApi {
  /** What its uploads are kept under: the program, or the application being corrected. */
  of: string
  form: FormDefinition
  store: StoreApi<FormState>
  prefill: ReadonlyMap<string, Prefill>
  /** What is known of the person beside the answers. */
  facts: FormFacts
  set(path: AnswerPath, answer: Answer | undefined): void
  /** Checks one field, for instance when it is left. */
  check(path: AnswerPath): void
  open(path: AnswerPath): void
  setFaults(faults: Record<AnswerPath, string>): void
}

/**
 * What is wrong with the answer at one path by itself; undefined when nothing is. An empty answer is a fault
 * of fields that must be answered.
 */
const ownFaultAt = (form: FormDefinition, answers: Answers, path: AnswerPath): string | undefined => {
  const found = fieldAt(form, answers, path)
  if (!found || !isAsked(found.field, found.among, found.siblings)) return undefined
  const answer = answerAt(answers, path)
  if (!isAnswered(answer))
    return found.field.required
      ? `请${found.field.kind === 'file' ? '上传' : '填写'}${found.field.label}`
      : undefined
  return isMasked(found.field, answer)
    ? undefined
    : (answerFault(found.field, answer, todayInChina(), found.among) ?? undefined)
}

const isMaskedAt = (form: FormDefinition, answers: Answers, path: AnswerPath): boolean => {
  const found = fieldAt(form, answers, path)
  return found !== undefined && isMasked(found.field, answerAt(answers, path))
}

/** Everything wrong in a set of answers, by path; of the given fields only, if any are given. */
export const faultsOf = (
  { form, facts }: Pick<FormApi, 'form' | 'facts'>,
  answers: Answers,
  keys?: readonly string[],
): Record<AnswerPath, string> =>
  Object.fromEntries(
    checkAnswers(form, answers, todayInChina(), facts)
      .map(({ pointer, detail }) => [pointer.replace(/^\/answers\//, ''), detail] as const)
      .filter(
        ([path]) => (!keys || keys.includes(path.split('/')[0] ?? '')) && !isMaskedAt(form, answers, path),
      ),
  )

/** Makes a form over some answers. */
export const createForm = (
  of: string,
  form: FormDefinition,
  answers: Answers,
  prefill: readonly Prefill[] = [],
  facts: FormFacts = {},
): FormApi => {
  const store = createStore<FormState>(() => ({ answers, faults: {}, opened: {} }))
  const faultAt = (path: AnswerPath): string | undefined => {
    const now = store.getState().answers
    return ownFaultAt(form, now, path) ?? (form.checks ? faultsOf({ form, facts }, now)[path] : undefined)
  }
  // What the server alone can tell stays until it is asked again.
  const crossed = new Set(
    (form.checks ?? []).flatMap(({ rule, message }) => (rule === 'not-own-document' ? [] : [message])),
  )
  const check = (paths: readonly AnswerPath[]) => {
    const { faults } = store.getState()
    const next = { ...faults }
    for (const path of paths) {
      const found = faultAt(path)
      if (found) next[path] = found
      else delete next[path]
    }
    if (paths.some((path) => next[path] !== faults[path])) store.setState({ faults: next })
  }
  return {
    of,
    form,
    store,
    prefill: new Map(prefill.map((one) => [one.field, one])),
    facts,
    set(path, answer) {
      store.setState((state) => ({ answers: withAnswer(state.answers, path, answer) }))
      // Faults that are shown follow the typing, so that they go the moment they are put right; those of
      // other fields too where they look at this one.
      const { faults, answers: now } = store.getState()
      check(
        Object.keys(faults).filter(
          (other) =>
            other === path ||
            crossed.has(faults[other] ?? '') ||
            fieldAt(form, now, other)?.field.typeFrom === path,
        ),
      )
    },
    check: (path) => check([path]),
    open: (path) =>
      store.setState((state) => {
        const found = fieldAt(form, state.answers, path)
        // A masked number cannot be edited digit by digit: the field is emptied for a new one.
        const emptied =
          found && isMasked(found.field, answerAt(state.answers, path))
            ? { answers: withAnswer(state.answers, path, undefined) }
            : {}
        return { opened: { ...state.opened, [path]: true }, ...emptied }
      }),
    setFaults: (faults) => store.setState({ faults }),
  }
}

/** The form around a field; put there by `FormProvider`. */
export const FormContext = createContext<FormApi | null>(null)
/** The form around a field. */
export const useForm = (): FormApi => {
  const form = useContext(FormContext)
  if (!form) throw new Error('no form around this field')
  return form
}
/** The answer at a path. */
export const useAnswer = (path: AnswerPath): Answer | undefined =>
  useStore(useForm().store, ({ answers }) => answerAt(answers, path))
/** What is wrong at a path. */
export const useFault = (path: AnswerPath): string | undefined =>
  useStore(useForm().store, ({ faults }) => faults[path])
