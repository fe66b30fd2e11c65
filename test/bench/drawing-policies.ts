import { atMost, type Line } from './line'
import { cost, type Phone, type Phones } from './phone'
import type { SampleWorld } from './sample-world'

const [list, eligibility] = ['policies/library/index', 'policies/mine/index']
const [pageBytes, tapBytes] = [20 * 1024, 2 * 1024]
const mostQuestions = 20

const all = ({ app }: Phone, selector: string) => [...app.current().element.querySelectorAll(selector)]
const buttonSaying = (phone: Phone, words: string): Element | undefined =>
  all(phone, 'button')
    .filter(({ textContent }) => textContent?.trim().startsWith(words))
    .at(-1)

const open = async (phone: Phone, page: string): Promise<number> => {
  const bytes = await cost(phone, () => phone.app.wx.navigateTo?.({ url: `/${page}` }))
  if (phone.app.current().path !== page || phone.app.errors.length > 0)
    throw new Error(`${page} did not open: ${phone.app.errors.join('\n')}`)
  return bytes
}

/** Each way to narrow the list, one after the other. */
const narrowing = async (phone: Phone): Promise<number[]> => {
  const costs: number[] = []
  for (let at = 0; at < all(phone, '.chip').length; at += 1)
    costs.push(await cost(phone, () => phone.app.tap(all(phone, '.chip')[at] as Element)))
  if (costs.length < 10) throw new Error('the list of policies can hardly be narrowed')
  return costs
}

/** A day that no other answer contradicts: who graduates was born long before. */
const dayFor = (question: string): string => (question.includes('你的出生') ? '2003-03-01' : '2026-03-01')

/**
 * One question after the other: what is chosen or typed, and the tap that keeps it and has everything computed; after
 * three of them the tap that asks for more.
 */
const answering = async (phone: Phone): Promise<number[]> => {
  const costs: number[] = []
  const { app } = phone
  for (let turn = 0; turn < mostQuestions; turn += 1) {
    const more = buttonSaying(phone, '再答')
    if (more) costs.push(await cost(phone, () => app.tap(more)))
    if (!buttonSaying(phone, '先不答')) break
    const question = all(phone, '.field-label').at(-1)?.textContent ?? ''
    const [input] = all(phone, '.field input')
    const [option] = all(phone, '.field .chip')
    const [day] = all(phone, '.field picker')
    if (input) costs.push(await cost(phone, () => app.type(input, '8')))
    if (option) costs.push(await cost(phone, () => app.tap(option)))
    if (day) costs.push(await cost(phone, () => app.fire(day, 'change', { value: dayFor(question) })))
    costs.push(await cost(phone, () => app.tap(buttonSaying(phone, '就是这样') as Element)))
  }
  if (costs.length < mostQuestions) throw new Error('few questions were asked')
  return costs
}

/** The list of policies and what one is entitled to, on the phone of a stranger: opened, and tapped through. */
export const policyLines = async (phones: Phones, world: SampleWorld): Promise<Line[]> => {
  const phone = await phones.start(await world.storageOf(null))
  const opened = [await open(phone, list)]
  const taps = await narrowing(phone)
  opened.push(await open(phone, eligibility))
  taps.push(...(await answering(phone)))
  if (phone.app.errors.length > 0) throw new Error(phone.app.errors.join('\n'))
  phone.app.close()
  const [ofList = 0, ofEligibility = 0] = opened
  return [
    atMost('list of policies, setData bytes', ofList, pageBytes),
    atMost('what I am entitled to, setData bytes', ofEligibility, pageBytes),
    atMost('policies, costliest tap or answer, setData bytes', Math.max(...taps), tapBytes),
  ]
}
