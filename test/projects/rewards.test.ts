import { rewardScheme } from '@jucai/contract/project-vocabulary'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { projectsOf } from './world'

let harness: Harness
let lead: Visitor
let act: ReturnType<typeof projectsOf>
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  lead = await harness.office('lead')
  act = projectsOf(harness, [lead, await harness.office('lead')])
})
afterAll(() => harness.close())

/** A project that somebody referred, whom the person named has answered. */
const referred = async () => {
  const referrer = await harness.registerPerson()
  const phone = `139${referrer.phone.slice(3)}`
  const { id } = await referrer.call('POST /me/referrals', {
    body: {
      kind: 'project',
      name: '周远山',
      phone,
      title: '电池回收产线',
      about: '表哥的公司想在家乡建一条产线。',
      relation: '表哥',
    },
  })
  const link = new URL(harness.sms.lastReferralLink(phone) as string, 'https://rc.example.cn')
  await harness.as()('PUT /referral-requests/:code/answer', {
    params: { code: link.searchParams.get('code') as string },
    body: { agree: true },
  })
  const tie = (project: Parameters<typeof act.at>[0]) =>
    lead.call('PUT /office/investment-projects/:investmentProject/referral', {
      params: act.at(project),
      body: { referral: id, version: project.version },
    })
  const mine = async () => (await referrer.call('GET /me/referrals')).items[0]
  return { id, referrer, tie, mine }
}
const budget = (amountFen: number) =>
  lead.call('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme: rewardScheme, year: 2026 },
    body: { title: '推荐奖励（示例）', amountFen, why: '年初预算', version: 0 },
  })
const owed = async (personId: string) =>
  harness.db
    .selectFrom('ledger_payment')
    .select(['reference', 'amount_fen', 'why'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute()

it('waits for a budget without holding the project up, and is owed once there is one', async () => {
  const { id, referrer, tie, mine } = await referred()
  const signed = await act.move(await tie(await act.add()), 'sign')
  expect(signed.rewards).toMatchObject([{ part: 'signed', amountFen: 500_000, isOwed: false }])
  expect(await owed(referrer.personId)).toEqual([])
  expect((await lead.call('GET /me/messages')).items.map(({ title }) => title)).toContain(
    '有一笔推荐奖励等预算',
  )
  expect(await mine()).toMatchObject({ state: 'landed', reward: { amountFen: 1_000_000 } })
  await budget(10_000_000)
  for (const { everyMs, run } of harness.app.chores) if (everyMs === 300_000) await run(harness.clock.now())
  expect(await owed(referrer.personId)).toEqual([
    { reference: `referral:${id}:signed`, amount_fen: 500_000, why: '亲情招商推荐奖励，项目签约' },
  ])
})

it('falls due part by part as the project goes on, each once; its referrer reads where the project stands', async () => {
  const { id, referrer, tie, mine } = await referred()
  const tied = await tie(await act.add())
  await expect(
    lead.call('POST /referrals/:referral/steps', {
      params: { referral: id },
      body: { state: 'landed', note: '合同已签' },
    }),
  ).rejects.toEqual(refused('event-not-allowed'))
  const producing = await act.move(await act.move(await act.move(tied, 'sign'), 'build'), 'produce')
  expect(producing.rewards.map(({ part, amountFen, isOwed }) => [part, amountFen, isOwed])).toEqual([
    ['signed', 500_000, true],
    ['producing', 500_000, true],
  ])
  expect((await owed(referrer.personId)).map(({ reference }) => reference)).toEqual([
    `referral:${id}:signed`,
    `referral:${id}:producing`,
  ])
  expect((await mine())?.steps.map(({ title }) => title)).toEqual([
    '已发短信询问对方',
    '对方同意了',
    '已经立项',
    '项目签约',
    '已落地',
    '项目开工',
    '项目投产',
  ])
  await expect(
    lead.call('PUT /referrals/:referral/payment', {
      params: { referral: id },
      body: { paidOn: '2026-11-22' },
    }),
  ).rejects.toMatchObject({ body: { detail: containing('免得发两次') } })
})

it('a referral leads to one project, and one that was rewarded by hand to none', async () => {
  const first = await referred()
  await first.tie(await act.add())
  await expect(first.tie(await act.add())).rejects.toEqual(refused('referral-taken'))
  const second = await referred()
  await lead.call('POST /referrals/:referral/steps', {
    params: { referral: second.id },
    body: { state: 'landed', note: '合同已签' },
  })
  await expect(second.tie(await act.add())).rejects.toEqual(refused('referral-taken'))
})

it('tied after the signing, what is due by then is owed at once; a project that ends before closes the referral', async () => {
  const late = await referred()
  expect((await late.tie(await act.signed())).rewards).toMatchObject([{ part: 'signed', isOwed: true }])
  const lost = await referred()
  await act.move(await lost.tie(await act.add()), 'end', '投资方改去别处')
  expect(await lost.mine()).toMatchObject({ state: 'closed', reward: null })
  expect((await lost.mine())?.steps.at(-1)).toMatchObject({ title: '项目终止', note: '投资方改去别处' })
})
