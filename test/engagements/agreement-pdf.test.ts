import { readPdf } from '../core/read-pdf'
import { startHarness, type Harness } from '../harness'
import { accepted, home, proposed, signedByTwo, terms } from './world'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
})
afterAll(() => harness.close())

it('is read back as it was agreed, rare signs too, with subsets of its fonts, and nothing of the pay', async () => {
  const expert = await harness.registerPerson({ name: '吴𠮷〇' })
  const world = await accepted({
    ...(await proposed(harness, { expert, scope: '每周六看𠮷田炉的试验，写下意见。' })),
    at: home({ name: '星〇研究院（示例）', contact: '欧阳𠮷' }),
  })
  const consent = await signedByTwo(world)
  const { fileName, data, sha256 } = await expert.call('GET /me/engagements/:engagement/agreement', {
    params: { engagement: world.id },
  })
  expect(fileName).toMatch(/\.pdf$/)
  const { text, fonts } = readPdf(data)
  for (const said of [
    '乙方（专家）：吴𠮷〇',
    `甲方（聘用单位）：${world.employer.name}`,
    '丙方（乙方的现单位）：星〇研究院（示例），联系人欧阳𠮷',
    '每周六看𠮷田炉的试验，写下意见。',
    '首尾两天都算',
    '周六09:00–12:00',
  ])
    expect(text).toContain(said)
  expect(text).not.toMatch(/¥800|800 元|［U\+/)
  const names = Object.keys(fonts)
  expect(names.some((name) => name.includes('NotoSansJP'))).toBe(true)
  for (const name of names) {
    expect(name).toMatch(/^[A-Z]{6}\+/) // how a subset is named
    expect(fonts[name]?.embedded).toBe(true)
    expect(fonts[name]?.bytes).toBeLessThan(400_000) // of fonts of eight megabytes
  }
  const theirs = await harness.as()('GET /engagement-consents/:consent/agreement', { params: { consent } })
  expect([theirs.sha256, theirs.data]).toEqual([sha256, data])
  expect(terms(harness).payFen).toBe(80_000) // what must not be read
})
