import { sampleBook } from '../../mock/policies/book'
import { drawShareCard, linesOf, shareSize, type Pen } from '@/policies/policy/share-card'

// Each sign as wide as its letter is: Chinese ones twice as wide as digits.
const measure = (text: string) => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 256 ? 1 : 2), 0)
const numbers = (text: string): string[] => text.match(/¥?\d[\d,.]*/g) ?? []

it.each([
  ['硕士每月发放 ¥1,200/月，最长 36 个月', '¥1,200/月'],
  ['本科每月 800 元、硕士 1,200 元、博士 2,000 元，最长 36 个月。', '1,200 元'],
  ['2026年11月22日起施行，按 70% 发放，20,000.50 元', '20,000.50 元'],
])('keeps every number and amount of “%s” on one line, at every width', (text, whole) => {
  for (let width = 14; width < measure(text); width += 1) {
    const lines = linesOf(text, measure, width, 99)
    expect(lines.join('')).toBe(text)
    expect(lines.flatMap(numbers)).toEqual(numbers(text))
    expect(lines.filter((line) => line.includes(whole))).toHaveLength(1)
    for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width)
  }
})

it('cuts before a number rather than within it, and a number wider than the picture all the same', () => {
  const text = '租房补贴每月 1,200 元，最长 36 个月'
  for (let width = 12; width < measure(text); width += 1) {
    const [line = ''] = linesOf(text, measure, width, 1)
    expect(['', '1,200', '1,200|36']).toContain(numbers(line).join('|'))
    expect(line.endsWith('…')).toBe(true)
  }
  expect(linesOf('1'.repeat(25), measure, 10, 9)).toEqual(['1'.repeat(10), '1'.repeat(10), '1'.repeat(5)])
})

it('draws every sample policy with its numbers whole', () => {
  for (const { title, summary, department } of sampleBook.policies) {
    const drawn: string[] = []
    const pen = {
      measureText: (text: string) => ({ width: measure(text) * 17 }),
      fillText: (text: string) => drawn.push(text),
      fillRect: () => undefined,
      beginPath: () => undefined,
      arc: () => undefined,
      fill: () => undefined,
    } as unknown as Pen
    const amounts = ['硕士 ¥1,200/月，最长 36 个月']
    drawShareCard(pen, { title, summary, department, amounts, inForce: '2026年1月1日起施行', sample: true })
    const said = numbers(`${department}${title}${summary}${amounts.join('')}2026年1月1日`)
    const cut = drawn.some((line) => line.endsWith('…'))
    const found = drawn.flatMap(numbers)
    for (const number of found) expect(said).toContain(number)
    if (!cut) expect(found.length).toBeGreaterThanOrEqual(numbers(summary).length)
    expect(drawn.length).toBeGreaterThan(4)
  }
  expect(shareSize.width).toBe(750)
})
