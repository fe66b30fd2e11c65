import path from 'node:path'
import { startHarness, type Harness } from '../harness'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** What somebody is entitled to, in the built mini-program: nobody signs in, and no answer leaves the phone. */
let harness: Harness
let app: Simulator
const asked: string[] = []
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  app = startApp(
    compileApp(path.join(__dirname, '../../dist/weapp')),
    requestVia((options) => {
      asked.push(`${options.method} ${options.url}`)
      return harness.app.http.inject(options as never)
    }),
  )
})
afterAll(async () => {
  app.close()
  await harness.close()
})

const [aPage, aTap] = [20 * 1024, 2 * 1024]
const text = () => app.current().element.textContent ?? ''
const shows = (words: string) => text().includes(words)
const all = (selector: string) => [...app.current().element.querySelectorAll(selector)]
const button = (name: string) =>
  all('button')
    .filter((element) => element.textContent?.trim().startsWith(name))
    .at(-1)
/** Bytes sent to all pages, also to those beneath, by what a person does; until all is drawn. */
const costOf = async (act: () => void): Promise<number> => {
  const from = app.setData.length
  act()
  await app.idle()
  return app.setData.slice(from).reduce((sum, { bytes }) => sum + bytes, 0)
}
const press = async (name: string) => {
  await app.until(() => button(name) !== undefined)
  return costOf(() => app.tap(button(name) as Element))
}
/** Opens a page. @returns bytes sent to it; those beneath may still be drawing */
const open = async (url: string, until: () => boolean) => {
  const from = app.setData.length
  app.wx.navigateTo?.({ url })
  await app.until(until)
  await app.idle()
  return app.setData
    .slice(from)
    .reduce((sum, { page, bytes }) => (page === app.current().path ? sum + bytes : sum), 0)
}
/** Chips by their words, in a group by its name for who cannot see it. */
const chip = (group: string, words: string) =>
  all('[aria-label]')
    .filter((element) => element.getAttribute('aria-label') === group)
    .flatMap((element) => [...element.querySelectorAll('button')])
    .find((element) => element.textContent?.trim() === words) as Element

it('lists all policies in one page of the library, within what WeChat draws quickly', async () => {
  expect(await open('/policies/library/index', () => shows('配套政策 22 项'))).toBeLessThan(aPage)
})

it('narrows the list by a word a row', async () => {
  const costs: Record<string, number> = {}
  const choose = async (group: string, words: string) => {
    costs[words] = await costOf(() => app.tap(chip(group, words)))
  }
  await choose('按你想办的事', '找住处')
  expect(text()).toMatch(/配套政策 [1-9] 项/)
  await choose('按你在哪一步', '再出发')
  await choose('按你想办的事', '全部')
  await choose('按你在哪一步', '全部')
  expect(shows('配套政策 22 项')).toBe(true)
  process.stdout.write(`narrowing the list: ${JSON.stringify(costs)} B\n`)
  for (const cost of Object.values(costs)) expect(cost).toBeLessThanOrEqual(aTap)
})

/** What is not answered by the first option, so that rent and living subsidy can be had, and the apartment instead. */
const wanted: readonly (readonly [RegExp, string])[] = [
  [/最高学历/, '本科'],
  [/自己的房子/, '否'],
  [/一个月的税前收入/, '8000'],
]
/** Answers the question at hand: what is wanted, the first option, a number, a day. @returns what was asked, and the cost */
const dayFor = (question: string): string => (/你的出生/.test(question) ? '2003-03-01' : '2026-03-01')
const answer = async (): Promise<[question: string, cost: number]> => {
  const question = all('.field-label').at(-1)?.textContent ?? ''
  const [, value] = wanted.find(([pattern]) => pattern.test(question)) ?? []
  const options = all('.field .chip')
  const [input, day] = [all('.field input')[0], all('.field picker')[0]]
  const option = options.find(({ textContent }) => textContent?.trim() === value) ?? options[0]
  const costs = [
    input ? await costOf(() => app.type(input, value ?? '8')) : 0,
    option ? await costOf(() => app.tap(option)) : 0,
    day ? await costOf(() => app.fire(day, 'change', { value: dayFor(question) })) : 0,
  ]
  for (const cost of costs) expect(cost).toBeLessThanOrEqual(aTap)
  return [question, await press('就是这样')]
}

it('asks, computes on the phone, sends no answer anywhere, and draws what an answer changes alone', async () => {
  const opened = await open('/policies/mine/index', () => shows('问你一句'))
  expect(opened).toBeLessThan(aPage)
  const requests = asked.length
  const costs: Record<string, number> = {}
  for (let turn = 0; turn < 60 && (button('先不答') ?? button('再答')) !== undefined; turn += 1) {
    if (button('先不答') === undefined) {
      costs['再答'] = await press('再答')
      continue
    }
    const [question, cost] = await answer()
    costs[question] = cost
  }
  expect(text()).toMatch(/\d+ 项可以享受/)
  process.stdout.write(`opened ${opened} B, answers: ${JSON.stringify(costs)} B\n`)
  expect(Object.keys(costs).length).toBeGreaterThan(9)
  for (const [question, cost] of Object.entries(costs))
    expect([question, cost <= aTap]).toEqual([question, true])
  expect(asked.slice(requests)).toEqual([])
  expect(app.errors).toEqual([])
})

it('every page of policies is drawn within what WeChat draws quickly', async () => {
  const costs: Record<string, number> = {}
  for (const [url, words] of [
    ['/policies/library/index?place=no', '配套政策'],
    ['/policies/facts/index', '按这'],
    ['/policies/ahead/index', '两年'],
    ['/policies/policy/index?code=rent-subsidy', '逐条对照'],
    ['/policies/policy/index?code=children-schooling', '逐条对照'],
    ['/policies/changes/index?code=rent-subsidy', '第 1 版'],
    ['/policies/offers/index', '先登录'],
  ] as const)
    costs[url] = await open(url, () => shows(words))
  process.stdout.write(`pages: ${JSON.stringify(costs)} B\n`)
  for (const cost of Object.values(costs)) expect(cost).toBeLessThan(aPage)
})

it('draws a picture of a policy to share, within a tap', async () => {
  await open('/policies/policy/index?code=rent-subsidy', () => shows('逐条对照'))
  expect(await press('做成图片')).toBeLessThanOrEqual(aTap)
  expect(shows('发给朋友或存到相册')).toBe(true)
  expect(shows('图片没有做成')).toBe(false)
  expect(all('image').map((element) => element.getAttribute('src'))).toContain('tmp/drawn')
  expect(app.errors).toEqual([])
})

it('says which combination brings most and why, which is the second, and what choosing it costs', async () => {
  const cost = await open('/policies/best/index', () => shows('这样组合：'))
  process.stdout.write(`combination ${cost} B\n`)
  expect(cost).toBeLessThan(aPage)
  expect(text()).toMatch(/这样组合：¥[\d,]+/)
  expect(text()).toMatch(
    /不能和人才租房补贴办法同时享受（《星城市青年人才公寓管理办法（示例）》第五条第三项）/,
  )
  expect(text()).toMatch(/如果换成第二种，三年会少 ¥[\d,]+。第二种组合：¥[\d,]+/)
  expect(app.errors).toEqual([])
})
