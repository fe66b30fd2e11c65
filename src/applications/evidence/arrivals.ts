import { useEffect } from 'react'
import { useSession } from '@/session'
import type { FormApi } from '../form/form-store'
import { answerAt } from '../form/paths'
import { forgetUpload, resumeAll, resumeWithNetwork, useUploads } from './uploads'

/**
 * Goes on with what was on its way and puts each file that arrived into its field. It belongs to the form,
 * not to the field: a person goes on to the next screen while a file is still being sent.
 */
export function useArrivals(form: FormApi): void {
  const personId = useSession(({ me }) => me?.id ?? '')
  useEffect(() => {
    resumeAll(personId)
    return resumeWithNetwork(personId)
  }, [personId])
  const done = useUploads(({ items }) =>
    items
      .filter((one) => one.state === 'done' && one.of === form.of && one.personId === personId)
      .map(({ key }) => key)
      .join(' '),
  )
  useEffect(() => {
    const keys = done.split(' ')
    for (const { key, path, evidenceId } of useUploads
      .getState()
      .items.filter((one) => keys.includes(one.key))) {
      const { answers, faults } = form.store.getState()
      const now = (answerAt(answers, path) as string[] | undefined) ?? []
      if (evidenceId && !now.includes(evidenceId)) form.set(path, [...now, evidenceId])
      if (faults[path]) form.check(path)
      forgetUpload(key)
    }
  }, [done, form])
}
