import type { Answer, FormField } from '@jucai/contract/forms'
import { render } from '@testing-library/react'
import { AnswerWords } from '../../console/case/answers'

const field = (kind: FormField['kind']): FormField => ({
  key: 'it',
  kind,
  label: '日期',
  why: '说明',
  required: true,
})

test.each<[FormField['kind'], Answer, string]>([
  ['date', '2020-03-15', '2020年3月15日'],
  ['date', '2020-**-**', '2020-**-**'],
  ['date-range', { from: '2019-09-01', to: '2020-06-30' }, '2019年9月1日 至 2020年6月30日'],
  ['date-range', '****', '****'],
])('a %s of %j is written %s', (kind, answer, words) => {
  expect(render(<AnswerWords field={field(kind)} answer={answer} />).container.textContent).toBe(words)
})
