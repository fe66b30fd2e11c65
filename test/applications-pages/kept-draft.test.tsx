import Taro from '@tarojs/taro'
import type { FormField } from '@jucai/contract/forms'
import { keepDraft, type KeptDraft } from '@/applications/form/kept-draft'

const fields: FormField[] = [
  { key: 'note', kind: 'text', label: '说明', why: '', required: true },
  { key: 'idNumber', kind: 'document', label: '证件号码', why: '', required: true },
]
const kept = (body: unknown): KeptDraft => {
  keepDraft(
    'draft-test',
    {
      personId: 'somebody',
      version: 1,
      revision: 1,
      draftId: null,
      answers: { note: '改好了', idNumber: '110101199003070134' },
      changedAt: '2026-11-22T00:00:00.000Z',
      unsaved: true,
      section: '',
      fields: ['note', 'idNumber'],
      attempt: { body: JSON.stringify(body), key: 'key-1' },
    },
    fields,
  )
  return JSON.parse(Taro.getStorageSync<string>('draft-test')) as KeptDraft
}

test('where storage is not encrypted, no number of a document is written, nor a request that quotes one', () => {
  const { answers, attempt } = kept({ answers: { idNumber: '110101199003070134' } })
  expect(answers).toEqual({ note: '改好了' })
  expect(attempt).toBeUndefined()
})

test('a request without such a number goes on under its key after a reload', () => {
  expect(kept({ draft: 'd1', revision: 3 }).attempt).toEqual({
    body: '{"draft":"d1","revision":3}',
    key: 'key-1',
  })
})
