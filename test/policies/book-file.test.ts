import { sampleBook } from '../../mock/policies/book'
import { bookFromFile } from '../../server/policies'
import { smallBook } from './small-book'

/** A book from a file has the form that the console writes: what is missing or misspelt is named, not published. */
type Open = Record<string, unknown>
const refusal = (change: (policy: Open, book: Open) => void): string => {
  const book = structuredClone(smallBook) as unknown as Open & { policies: Open[] }
  change(book.policies[1] as Open, book)
  try {
    bookFromFile(JSON.stringify(book))
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

it('is read as it stands', () => {
  expect(bookFromFile(JSON.stringify(smallBook))).toEqual(smallBook)
  expect(() => bookFromFile(JSON.stringify(sampleBook))).not.toThrow()
})

it('names a field that is left out, misspelt, or of no known word', () => {
  expect(refusal((policy) => delete policy.situations)).toContain('政策“租房补贴”的 situations：这一项必填')
  expect(refusal((policy) => delete policy.offered)).toContain('offered：这一项必填')
  expect(refusal((policy) => (policy.tittle = 'x'))).toContain('tittle：不认识这一项，请去掉')
  expect(refusal((policy) => (policy.situations = ['children']))).toContain('situations/0：不在可选范围内')
})

it('names a value without its paper, and a rule of no known form', () => {
  const values = (book: Open) => (book.parameters as { values: Open[] }[])[0]?.values[0] as Open
  expect(refusal((_, book) => delete values(book).source)).toContain(
    '参数“本科租房补贴”的 values/0/source：这一项必填',
  )
  expect(refusal((_, book) => (book.rules = [{ never: 'rent-subsidy' }]))).toContain('规则第 1 项的 ')
})

it('names a criterion that is two things at once', () => {
  expect(refusal((policy) => (policy.criterion = { all: [], any: [] }))).toContain(
    '政策“租房补贴”的 criterion：',
  )
})

it('says what a file is instead: no JSON, or the answer that phones are given', () => {
  expect(() => bookFromFile('{ "facts": [')).toThrow('文件不是完整的 JSON')
  expect(() => bookFromFile(JSON.stringify({ version: 1, book: smallBook }))).toThrow('export:policies')
  expect(() => bookFromFile('null')).toThrow('没有这些列表')
})
