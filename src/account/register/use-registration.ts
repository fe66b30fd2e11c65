import { useRef, useState } from 'react'
import Taro from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { Profile } from '@jucai/contract/profiles'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { showFirstFault } from '@/first-fault'
import { freshMe } from '@/fresh-me'
import { inWords, type ProblemInWords } from '@/words/problems'
import {
  faultOf,
  faultsOf,
  registrationOf,
  reviewSection,
  sectionOf,
  sections,
  type AnswerName,
  type Answers,
  type Faults,
} from './answers'
import { forgetDraft, keepDraft, type Draft } from './draft'

/** Why sending did not work, as far as it is not beside a field. */
export type Refusal = { kind: 'problem'; problem: ProblemInWords } | { kind: 'document-registered' }

/** The form's answers, faults and place, and what can be done with them. */
export interface RegistrationForm {
  answers: Answers
  faults: Faults
  section: number
  refusal: Refusal | undefined
  set<Name extends AnswerName>(name: Name, value: Answers[Name]): void
  /** Checks one field, for instance when it is left. */
  check(name: AnswerName): void
  fault(name: AnswerName, words: string | undefined): void
  go(section: number): void
  /** Whether the last screen was reached before, so that a correction leads back to it. */
  reviewed: boolean
  /** To the next screen, or back to the last one after a correction, when nothing on this one is wrong. */
  next(): void
  submit(): Promise<void>
  dismiss(): void
}

/** State of the registration form. A draft is kept on each change while `personId` is given. */
export function useRegistration(
  start: Draft,
  personId: string | undefined,
  onDone: (profile: Profile) => void,
): RegistrationForm {
  const [answers, setAnswers] = useState(start.answers)
  const [faults, setFaults] = useState<Faults>({})
  const [section, setSection] = useState(start.section)
  const [reviewed, setReviewed] = useState(start.section === reviewSection)
  const [refusal, setRefusal] = useState<Refusal>()
  const attempt = useAttempt()
  const latest = useRef({ answers, section })
  latest.current = { answers, section }

  function keep(change: Partial<Draft>): void {
    latest.current = { ...latest.current, ...change }
    if (personId) keepDraft(personId, latest.current)
  }
  function go(to: number): void {
    setSection(to)
    if (to === reviewSection) setReviewed(true)
    keep({ section: to })
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 }).catch(() => undefined)
  }
  function refuseFields(found: Faults): void {
    setFaults((before) => ({ ...before, ...found }))
    const first = sections.flatMap(({ fields }) => [...fields] as AnswerName[]).find((field) => found[field])
    if (first && sectionOf(first) !== latest.current.section) go(sectionOf(first))
    showFirstFault()
  }
  function leaveFor(to: number): void {
    const found = faultsOf(section, answers)
    if (Object.keys(found).length > 0) refuseFields(found)
    else go(to)
  }

  function refused(problem: unknown): void {
    if (!(problem instanceof ProblemError)) return setRefusal({ kind: 'problem', problem: inWords(problem) })
    if (problem.code === 'document-registered') return setRefusal({ kind: 'document-registered' })
    const found = Object.fromEntries(
      problem.errors.map(({ pointer, detail }) => [pointer.split('/')[1] ?? '', detail]),
    )
    const known = Object.keys(found).filter((field) => sectionOf(field as AnswerName) >= 0)
    if (known.length > 0) return refuseFields(found)
    return setRefusal({ kind: 'problem', problem: inWords(problem) })
  }

  return {
    answers,
    faults,
    section,
    reviewed,
    refusal,
    go,
    set(name, value) {
      const next = { ...latest.current.answers, [name]: value }
      setAnswers(next)
      keep({ answers: next })
      // A fault that is shown follows the typing, so that it goes the moment it is put right.
      setFaults((before) => (before[name] ? { ...before, [name]: faultOf(name, next) } : before))
    },
    check: (name) => setFaults((before) => ({ ...before, [name]: faultOf(name, latest.current.answers) })),
    fault: (name, words) => setFaults((before) => ({ ...before, [name]: words })),
    next: () => leaveFor(reviewed ? reviewSection : section + 1),
    async submit() {
      setRefusal(undefined)
      const found = sections.reduce<Faults>((all, _, index) => ({ ...all, ...faultsOf(index, answers) }), {})
      const body = registrationOf(answers)
      if (Object.keys(found).length > 0 || !body) return refuseFields(found)
      try {
        const profile = await call('PUT /me/profile', { body }, { attempt })
        forgetDraft()
        // The session shows the name and the tier elsewhere; the registration itself has succeeded whatever
        // comes of this.
        await freshMe().catch(() => undefined)
        onDone(profile)
      } catch (problem) {
        refused(problem)
      }
    },
    dismiss: () => setRefusal(undefined),
  }
}

/** Where a form starts that is filled over a profile. */
export const editingFrom = (answers: Answers): Draft => ({ answers, section: reviewSection })
