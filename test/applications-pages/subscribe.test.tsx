import { render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { Subscribe } from '@/components/subscribe'
import { connect, hold, letGo, tapWhenThere } from '../accounts-pages/phone'
import { startHarness, type Harness, type Visitor } from '../harness'

let harness: Harness
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  letGo()
  connect(harness.transport)
  person = await harness.registerPerson()
  await hold(person)
})

/** The real API of a city whose messages have no templates. */
const withoutTemplates = () =>
  connect(async (request) => {
    const reply = await harness.transport(request)
    if (request.path !== '/me/subscriptions') return reply
    return {
      ...reply,
      body: { items: (reply.body as { items: object[] }).items.map((one) => ({ ...one, templateId: null })) },
    }
  })
const templateOf = async (topic: string) =>
  (await person.call('GET /me/subscriptions')).items.find((one) => one.topic === topic)?.templateId ?? ''
const answers = (answer: Record<string, string>) =>
  jest.mocked(Taro.requestSubscribeMessage).mockResolvedValueOnce(answer as never)
const left = async () =>
  (await person.call('GET /me/subscriptions')).items
    .filter(({ quota }) => quota > 0)
    .map(({ topic, quota }) => [topic, quota])

it('does not ask where the city has no templates', async () => {
  withoutTemplates()
  const { container } = render(<Subscribe about="application" />)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(container).toBeEmptyDOMElement()
})

it('asks WeChat on a tap, and keeps what was agreed to and nothing else', async () => {
  const [progress, changes] = [
    await templateOf('application-progress'),
    await templateOf('changes-requested'),
  ]
  answers({ [progress]: 'accept', [changes]: 'reject' })
  render(<Subscribe about="application" />)
  await tapWhenThere('有进展时微信告诉我')
  expect(await screen.findByText('好，有进展时微信告诉你。')).toBeInTheDocument()
  expect(Taro.requestSubscribeMessage).toHaveBeenCalledWith({ tmplIds: [progress, changes], entityIds: [] })
  expect(await left()).toEqual([['application-progress', 1]])
})

it('takes no for an answer, and says where it will be told instead', async () => {
  answers({
    [await templateOf('application-progress')]: 'reject',
    [await templateOf('changes-requested')]: 'reject',
  })
  render(<Subscribe about="application" />)
  await tapWhenThere('有进展时微信告诉我')
  expect(await screen.findByText('没有开启微信提醒，进展会在“消息”里告诉你。')).toBeInTheDocument()
  expect(await left()).toEqual([])
})

it('asks for one reminder before a visit', async () => {
  const reminder = await templateOf('visit-reminder')
  answers({ [reminder]: 'accept' })
  render(<Subscribe about="visit" />)
  await tapWhenThere('来之前微信提醒我')
  expect(await screen.findByText('好，来之前微信提醒你。')).toBeInTheDocument()
  expect(Taro.requestSubscribeMessage).toHaveBeenCalledWith({ tmplIds: [reminder], entityIds: [] })
  expect(await left()).toEqual([['visit-reminder', 1]])
})

it('asks for one message when it is one’s turn to choose a flat', async () => {
  const turn = await templateOf('turn-to-choose')
  answers({ [turn]: 'accept' })
  render(<Subscribe about="turn" />)
  await tapWhenThere('轮到我选房时微信告诉我')
  expect(await screen.findByText('好，轮到你时微信告诉你。')).toBeInTheDocument()
  expect(Taro.requestSubscribeMessage).toHaveBeenCalledWith({ tmplIds: [turn], entityIds: [] })
  expect(await left()).toEqual([['turn-to-choose', 1]])
})
