import type { SetData } from '../weapp/simulator'
import { atMost, below, type Line } from './line'
import { longForm, publishForm } from './long-form'
import { policyLines } from './drawing-policies'
import { bytesOf, cost, startPhones, type Phone, type Phones } from './phone'
import { startSampleWorld, type SampleWorld } from './sample-world'

const home = 'pages/home/index'
const codePage = 'pages/code/index'
const readers = [null, 'graduate', 'returnee', 'clerk', 'lead', 'admin'] as const
const queries: Record<string, string> = {
  'city/service/index': '?id=arrival-kit',
  'applications/program/index': '?key=homecoming',
  'applications/form/index': '?program=homecoming',
}
const [homeSetData, homeBytes, codeBytes, nodes] = [4, 20 * 1024, 2 * 1024, 600]

/**
 * From launch until home is complete: of a stranger, a holder on a new phone, and a holder who was here
 * before. The worst counts.
 */
const homeLines = async (phones: Phones, world: SampleWorld): Promise<Line[]> => {
  const known = await world.storageOf('graduate')
  const launches: SetData[][] = []
  for (const storage of [await world.storageOf(null), known, known]) {
    const { app } = await phones.start(storage)
    if (app.current().path !== home || app.errors.length > 0)
      throw new Error(`home did not open: ${app.errors.join('\n')}`)
    launches.push(app.setData)
    app.close()
  }
  return [
    atMost(
      'home, launch to complete, setData calls',
      Math.max(...launches.map((list) => list.length)),
      homeSetData,
    ),
    atMost('home, launch to complete, setData bytes', Math.max(...launches.map(bytesOf)), homeBytes),
  ]
}

const tickMs = 35_000
const buttonsOf = ({ app }: Phone) => [...app.current().element.querySelectorAll('button')]
const openCode = async (phone: Phone) => {
  await phone.app.wx.switchTab?.({ url: `/${codePage}` })
  await phone.settled()
}

const pictureOn = ({ app }: Phone) =>
  [...app.current().element.querySelectorAll('image')]
    .map((image) => image.getAttribute('src'))
    .find((source) => source?.startsWith('data:image/png'))

const tapAll = async (phone: Phone): Promise<number> => {
  const costs: number[] = []
  for (let turn = 0; turn < buttonsOf(phone).length; turn += 1)
    costs.push(await cost(phone, () => phone.app.tap(buttonsOf(phone)[turn] as Element)))
  if (costs.length === 0) throw new Error('nothing to tap on the code page')
  return Math.max(...costs)
}

const buttonSaying = (phone: Phone, words: RegExp): Element => {
  const found = buttonsOf(phone).find(({ textContent }) => words.test(textContent ?? ''))
  if (!found) throw new Error(`no button says ${words.source}: ${phone.app.errors.join('\n')}`)
  return found
}

/** One who lacks the consent taps for the code, is shown what it is about, agrees, and takes the code. */
const consentLine = async (phones: Phones, world: SampleWorld): Promise<Line> => {
  const storage = await world.storageOf('clerk')
  await world.withdrawConsent('clerk', 'talent-code')
  const phone = await phones.start(storage)
  await openCode(phone)
  const costs: number[] = []
  for (const words of [/^领取人才码$/, /^看说明/, /^同意$/, /^领取人才码$/])
    costs.push(await cost(phone, () => phone.app.tap(buttonSaying(phone, words))))
  if (process.env.BENCH_VERBOSE) process.stdout.write(`  consent on the code page: ${costs.join(', ')}\n`)
  if (!pictureOn(phone)) throw new Error('no code after consent')
  phone.app.close()
  return atMost(
    'code page, costliest tap on the way through a missing consent, setData bytes',
    Math.max(...costs),
    codeBytes,
  )
}

/** One who has no code yet takes one; one who has watches it tick and taps what there is. */
const codeLines = async (phones: Phones, world: SampleWorld): Promise<Line[]> => {
  const consent = await consentLine(phones, world)
  const taker = await phones.start(await world.storageOf('returnee'))
  await openCode(taker)
  const taking = await tapAll(taker)
  taker.app.close()
  const holder = await phones.start(await world.storageOf('graduate'))
  await openCode(holder)
  const drawn = pictureOn(holder)
  const tick = await cost(holder, () => holder.app.until(() => pictureOn(holder) !== drawn, tickMs))
  const tap = await tapAll(holder)
  holder.app.close()
  return [
    atMost('code page, tick, setData bytes', tick, codeBytes),
    atMost('code page, costliest tap with a code, setData bytes', tap, codeBytes),
    atMost('code page, tap that takes the code, setData bytes', taking, codeBytes),
    consent,
  ]
}

const formPage = 'applications/form/index'
const [formBytes, keystrokeBytes] = [30 * 1024, 500]
const inputOf = ({ app }: Phone, selector: string) => app.current().element.querySelector(selector) as Element

/** A form of 40 fields: its first screen, and a key pressed in a line and at the end of a long paragraph. */
const formLines = async (phones: Phones, world: SampleWorld): Promise<Line[]> => {
  await publishForm(world.harness, 'homecoming', longForm)
  const phone = await phones.start(await world.storageOf('graduate'))
  const first = await cost(phone, () => phone.app.wx.navigateTo?.({ url: `/${formPage}?program=homecoming` }))
  const keys = [
    await cost(phone, () => phone.app.type(inputOf(phone, 'input'), '新能源材料')),
    await cost(phone, () => phone.app.type(inputOf(phone, 'textarea'), '写'.repeat(950))),
  ]
  if (phone.app.current().path !== formPage || phone.app.errors.length > 0)
    throw new Error(`the form did not open: ${phone.app.errors.join('\n')}`)
  phone.app.close()
  return [
    atMost('form of 40 fields, first screen, setData bytes', first, formBytes),
    atMost('form of 40 fields, a keystroke, setData bytes', Math.max(...keys), keystrokeBytes),
  ]
}

const pagesOf = ({ compiled: { appJson } }: Phones) => [
  ...appJson.pages,
  ...(appJson.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
]

/** Every page as each kind of reader sees it, with the sample city's data; the fullest counts. */
const nodeLines = async (phones: Phones, world: SampleWorld): Promise<Line[]> => {
  let fullest = { page: '', count: 0 }
  for (const as of readers) {
    const phone = await phones.start(await world.storageOf(as))
    for (const page of pagesOf(phones)) {
      await phone.app.wx.reLaunch?.({ url: `/${page}${queries[page] ?? ''}` })
      await phone.settled()
      const count = phone.app.nodes()
      if (process.env.BENCH_VERBOSE)
        process.stdout.write(`  ${as ?? 'stranger'} ${page} → ${phone.app.current().path}: ${count}\n`)
      if (count > fullest.count) fullest = { page, count }
    }
    if (phone.app.errors.length > 0)
      throw new Error(`pages failed for ${as ?? 'a stranger'}: ${phone.app.errors.join('\n')}`)
    phone.app.close()
  }
  return [below(`nodes of the fullest page (${fullest.page})`, fullest.count, nodes)]
}

/** Runs the built mini-program headless and counts what it draws. */
export const drawing = async (directory: string): Promise<Line[]> => {
  const world = await startSampleWorld()
  try {
    const phones = await startPhones(directory, world)
    return [
      ...(await homeLines(phones, world)),
      ...(await codeLines(phones, world)),
      ...(await policyLines(phones, world)),
      ...(await nodeLines(phones, world)),
      ...(await formLines(phones, world)),
    ]
  } finally {
    await world.close()
  }
}
