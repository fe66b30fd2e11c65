import { rewardScheme } from '@jucai/contract/project-vocabulary'
import { sampleCity } from '../../mock/city/city'
import { publishCity } from '../../server/city'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { allot, bankAnswers, giveAccount, releasedRun } from '../ledger/world'
import { projectsOf, unitFen } from './world'

let harness: Harness
let lead: Visitor
let second: Visitor
let act: ReturnType<typeof projectsOf>
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  ;[lead, second] = [await harness.office('lead'), await harness.office('lead')]
  act = projectsOf(harness, [lead, second])
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

/** What is owed to somebody under the scheme is sent to the bank, which `answers` or does not. */
const send = async (referrer: Visitor, answers: boolean) => {
  await giveAccount(referrer)
  await allot(lead, rewardScheme, { promisedUntil: '2027-12-31' })
  const { id, number } = await releasedRun(lead, second, 'csv-utf8', rewardScheme)
  const { items } = await lead.call('GET /ledger/runs/:run/orders', { params: { run: id } })
  if (answers)
    await bankAnswers(
      harness,
      lead,
      items.map(({ sequence }) => ({ number, sequence, yuan: '5000.00' })),
    )
}

it('once the whole reward is paid, and not before, its referrer reads so, once', async () => {
  const { referrer, tie, mine } = await referred()
  const told = async () => {
    await harness.app.worker.drain()
    return (await referrer.call('GET /me/messages')).items.filter(({ title }) => title === '推荐奖励已发放')
  }
  const signed = await act.move(await tie(await act.add()), 'sign')
  await send(referrer, true)
  expect(await told()).toEqual([])
  expect(await mine()).toMatchObject({ reward: { amountFen: 1_000_000, paidOn: null } })
  await act.move(await act.move(signed, 'build'), 'produce')
  await send(referrer, true)
  expect(await told()).toHaveLength(1)
  expect(await mine()).toMatchObject({ reward: { paidOn: '2026-11-22' } })
  expect((await mine())?.steps.map(({ title }) => title)).toContain('奖励已发放')
})

describe('a step that was put down wrongly', () => {
  const takeBack = (project: Parameters<typeof act.at>[0], reason = '登记到别的项目上了') =>
    lead.call('POST /office/investment-projects/:investmentProject/step-corrections', {
      params: act.at(project),
      body: { reason, version: project.version },
    })

  it('is taken back by a counter-step with its reason; what fell due by it is owed no more, and is owed again', async () => {
    const { id, referrer, tie, mine } = await referred()
    const signed = await act.move(await tie(await act.add()), 'sign')
    expect(signed).toMatchObject({ mayTakeBack: 'sign', rewards: [{ part: 'signed', isOwed: true }] })
    const back = await takeBack(signed)
    expect(back).toMatchObject({
      stage: 'talking',
      signedOn: null,
      rule: null,
      rewards: [],
      mayTakeBack: null,
      allowedEvents: ['sign', 'end'],
    })
    expect(back.steps.map(({ event, note }) => [event, note])).toEqual([
      ['take-back', '撤回“登记签约”：登记到别的项目上了'],
      ['sign', '按会议纪要'],
      ['add', ''],
    ])
    const states = () =>
      harness.db
        .selectFrom('ledger_payment')
        .select(['reference', 'state'])
        .where('person_id', '=', referrer.personId)
        .orderBy('created_at')
        .execute()
    expect(await states()).toEqual([{ reference: `referral:${id}:signed`, state: 'cancelled' }])
    expect(await mine()).toMatchObject({ state: 'followed', reward: null })
    expect((await mine())?.steps.at(-1)).toMatchObject({
      title: '更正：项目回到“在谈”',
      note: '登记到别的项目上了',
    })
    expect((await act.move(back, 'sign')).rewards).toMatchObject([{ part: 'signed', isOwed: true }])
    expect(await states()).toEqual([
      { reference: `referral:${id}:signed`, state: 'cancelled' },
      { reference: `referral:${id}:signed:2`, state: 'approved' },
    ])
    expect(await mine()).toMatchObject({ state: 'landed', reward: { amountFen: 1_000_000 } })
  })

  it('goes back step by step, and an end too; the referral that it closed is followed again', async () => {
    const { tie, mine } = await referred()
    const ended = await act.move(await tie(await act.add()), 'end', '登记错了项目')
    expect(await mine()).toMatchObject({ state: 'closed' })
    const running = await takeBack(ended)
    expect(running).toMatchObject({ stage: 'talking', mayTakeBack: null })
    expect(await mine()).toMatchObject({ state: 'followed' })
    await expect(takeBack(running)).rejects.toEqual(refused('project-settled'))
    const building = await act.move(await act.move(running, 'sign'), 'build')
    const signed = await takeBack(building)
    expect(signed).toMatchObject({ stage: 'signed', stageOn: '2026-11-20', mayTakeBack: 'sign' })
    expect(signed.rewards).toMatchObject([{ part: 'signed' }])
    expect(await takeBack(signed)).toMatchObject({ stage: 'talking', mayTakeBack: null })
  })

  it('of a referral that is not rewarded leaves it landed while the signing stands', async () => {
    const publish = (referralRewards: typeof sampleCity.referralRewards) =>
      publishCity(
        harness.db,
        { ...sampleCity, ...(referralRewards ? { referralRewards } : {}) },
        'test',
        harness.clock.now(),
      )
    await publish([])
    const { tie, mine } = await referred()
    await publish(sampleCity.referralRewards)
    const building = await act.move(await act.move(await tie(await act.add()), 'sign'), 'build')
    expect(await mine()).toMatchObject({ state: 'landed', reward: null })
    const signed = await takeBack(building)
    expect(await mine()).toMatchObject({ state: 'landed' })
    await takeBack(signed)
    expect(await mine()).toMatchObject({ state: 'followed' })
  })

  it('is refused on a page that is not the newest, without a reason, and by a reviewer', async () => {
    const signed = await act.signed()
    await expect(takeBack({ ...signed, version: signed.version - 1 })).rejects.toEqual(
      refused('stale-version'),
    )
    await expect(takeBack(signed, '错')).rejects.toMatchObject({ errors: [{ pointer: '/reason' }] })
    const reviewer = await harness.office('reviewer')
    await expect(
      reviewer.call('POST /office/investment-projects/:investmentProject/step-corrections', {
        params: act.at(signed),
        body: { reason: '登记到别的项目上了', version: signed.version },
      }),
    ).rejects.toEqual(refused('not-allowed'))
  })

  it('of a signing is refused while capital, people or codes rest on it, saying what to do', async () => {
    const says = (words: string) => ({ code: 'project-settled', body: { detail: containing(words) } })
    const waiting = await act.enter(await act.signed(), unitFen)
    await expect(takeBack(waiting)).rejects.toMatchObject(says('在等复核'))
    const counted = await act.agree(waiting)
    await expect(takeBack(counted)).rejects.toMatchObject(says('已经登记了到位资金'))
    await act.ask(counted)
    const { id } = await act.introduced(await act.agree(await act.enter(counted, unitFen)))
    const file = await act.read(counted)
    for (const entry of file.capital.filter(({ corrects }) => corrects === null))
      await act.agree(
        await lead.call(
          'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/correction',
          {
            params: { ...act.at(file), capitalEntry: entry.id },
            body: { reason: '重复登记了一笔', document: '银行对账单 2026-11' },
          },
        ),
      )
    await expect(takeBack(await act.read(file))).rejects.toMatchObject(says('有 1 人计在'))
    await act.end(file, id, '2026-11-21')
    await expect(takeBack(await act.read(file))).rejects.toMatchObject(says('引进码'))
  })

  it('is refused once the reward is on its way to the bank', async () => {
    const { referrer, tie } = await referred()
    const signed = await act.move(await tie(await act.add()), 'sign')
    await send(referrer, false)
    await expect(takeBack(await act.read(signed))).rejects.toMatchObject({
      code: 'project-settled',
      body: { detail: containing('这一步不能撤回') },
    })
    expect((await act.read(signed)).stage).toBe('signed')
  })
})
