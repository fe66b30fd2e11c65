import {
  projectEventLabels,
  projectStageLabels,
  rewardPartLabels,
  type ProjectEvent,
} from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import type { ReferralCase } from '@jucai/contract/referrals'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { day, dayOf, moment } from '../dates'
import { useAct, useLoaded } from '../loading'
import { yuan } from '../money'
import { Facts } from '../parts/facts'
import { ChoiceField, withNone } from '../parts/field'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'
import { CapitalCard, CommitmentCard } from './capital'
import { ChangeDetails } from './details'
import { EntryDialog } from './entry-dialog'
import { MoreOf, useGoingOn } from './going-on'
import { PeopleCard, QuotaCard } from './people'
import { Differences, StageTag, useMayWrite, type PartProps } from './words'

/** One project: stages, capital, commitments, quota and people. */
export function OneProject({ id }: { id: string }) {
  const file = useLoaded(`project ${id}`, () =>
    call('GET /office/investment-projects/:investmentProject', { params: { investmentProject: id } }),
  )
  const mayWrite = useMayWrite()
  const parts = file.value && { file: file.value, mayWrite, onChanged: file.set }
  return (
    <Page title={file.value?.name ?? '招商项目'} lead="打开这一页，引进的人能在“谁看过我的信息”里看到。">
      <p>
        <Link to="/projects">回到列表</Link>
      </p>
      <Failure error={file.error} retry={() => void file.reload()} />
      {parts ? (
        <>
          <Standing {...parts} />
          <CapitalCard {...parts} />
          <CommitmentCard {...parts} />
          <QuotaCard {...parts} />
          <PeopleCard {...parts} />
          <ReferralCard {...parts} />
          <Record {...parts} />
        </>
      ) : (
        <Bones what="招商项目" lines={8} />
      )}
    </Page>
  )
}

const moving = newAttempt()
const eventLeads: Record<ProjectEvent, string> = {
  sign: '登记签约以后才能登记到位资金。名额和奖励按签约日的标准算，不再改。',
  build: '登记开工。推荐人会看到。',
  produce: '登记投产。推荐奖励余下的部分随之应付。',
  end: '登记错了可以撤回，写明原因。还计在名下的人不会自动离开，请逐一登记。推荐人会看到原因，不写姓名。',
}

function Move({ file, onChanged }: PartProps) {
  const [event, setEvent] = useState<ProjectEvent | null>(null)
  const today = dayOf(new Date())
  return (
    <>
      {file.allowedEvents.map((one) => (
        <Button key={one} danger={one === 'end'} onClick={() => setEvent(one)}>
          {projectEventLabels[one]}
        </Button>
      ))}
      {event && (
        <EntryDialog
          key={event}
          title={`${projectEventLabels[event]}：${file.name}`}
          lead={eventLeads[event]}
          action={projectEventLabels[event]}
          danger={event === 'end'}
          draftKey={`project ${file.id} ${event}`}
          fields={[
            { key: 'on', label: '哪一天', kind: 'day', first: today, max: today },
            { key: 'note', label: '说明', kind: 'text', minLength: event === 'end' ? 4 : 0 },
          ]}
          onClose={() => setEvent(null)}
          onDone={async ({ on = '', note = '' }) => {
            onChanged(
              await call(
                'POST /office/investment-projects/:investmentProject/steps',
                {
                  params: { investmentProject: file.id },
                  body: { event, on, note, version: file.version },
                },
                { attempt: moving },
              ),
            )
            setEvent(null)
          }}
        />
      )}
    </>
  )
}

const takingBack = newAttempt()

/** Takes the last step back that was put down wrongly. */
function TakeBack({ file, onChanged }: PartProps) {
  const [open, setOpen] = useState(false)
  if (file.mayTakeBack === null) return null
  const label = projectEventLabels[file.mayTakeBack]
  return (
    <>
      <Button onClick={() => setOpen(true)}>{`撤回“${label}”`}</Button>
      <ReasonDialog
        open={open}
        title={`撤回“${label}”：${file.name}`}
        lead="登记错了才用。原来的一步留在记录里，另记一步和原因；随它应付、还没有送银行的推荐奖励一并取消，推荐人会看到。"
        action="撤回"
        onClose={() => setOpen(false)}
        onDone={async (reason) => {
          onChanged(
            await call(
              'POST /office/investment-projects/:investmentProject/step-corrections',
              { params: { investmentProject: file.id }, body: { reason, version: file.version } },
              { attempt: takingBack },
            ),
          )
          setOpen(false)
        }}
      />
    </>
  )
}

function Standing(props: PartProps) {
  const { file, mayWrite } = props
  const [changing, setChanging] = useState(false)
  return (
    <Card title="现在" extra={<StageTag stage={file.stage} />}>
      {file.remaining < 0 && (
        <Notice tone="bad" title={`名额用超了 ${-file.remaining} 个`}>
          到位资金改正以后，收回了已经用掉的名额。补足以前不能再引进，已经引进的人不受影响。
        </Notice>
      )}
      <Facts
        of={[
          { name: '投资方', value: file.employerName },
          { name: '产业链', value: file.chain ? <ChainLink chain={file.chain} /> : '没有写' },
          { name: '到位 / 承诺投资', value: `${yuan(file.inPlaceFen)} / ${yuan(file.promisedFen)}` },
          { name: '引进 / 承诺人才', value: `${file.people} / ${file.promisedPeople} 人` },
          { name: '名额', value: `剩 ${file.remaining} 个（得 ${file.earned}，用 ${file.used}）` },
          { name: '对不上的地方', value: <Differences kinds={file.differences} /> },
        ]}
      />
      {mayWrite && (
        <div className="form-actions">
          <Move {...props} />
          <Button onClick={() => setChanging(true)}>修改资料</Button>
          <TakeBack {...props} />
        </div>
      )}
      {changing && <ChangeDetails file={file} onDone={props.onChanged} onClose={() => setChanging(false)} />}
    </Card>
  )
}

/** The gaps of its chain, from which people who agreed to be found are searched and invited. */
function ChainLink({ chain }: { chain: NonNullable<ProjectFile['chain']> }) {
  return (
    <>
      {chain.name} <Link to={`/chain-gaps?chain=${chain.key}`}>看这条链缺什么人、库里有谁合适</Link>
    </>
  )
}

const tying = newAttempt()

function Tie({ file, onChanged }: PartProps) {
  const [chosen, choose] = useState('')
  const { busy, error, run } = useAct()
  const known = useLoaded('project referrals', async () => {
    const found: ReferralCase[] = []
    for (const state of ['agreed', 'followed'] as const)
      found.push(...(await call('GET /referrals', { query: { state, limit: 50 } })).items)
    return found.filter(({ kind }) => kind === 'project')
  })
  const tie = () =>
    run(async () =>
      onChanged(
        await call(
          'PUT /office/investment-projects/:investmentProject/referral',
          { params: { investmentProject: file.id }, body: { referral: chosen, version: file.version } },
          { attempt: tying },
        ),
      ),
    )
  return (
    <>
      <ChoiceField
        label="谁推荐来的"
        hint="只列出对方已经同意、还没有落地的项目推荐。挂上以后不能改"
        value={chosen}
        options={withNone(
          '没有选',
          (known.value ?? []).map((one) => ({
            value: one.id,
            label: `${one.title}（推荐人 ${one.referrerMaskedName}）`,
          })),
        )}
        onChange={choose}
      />
      <Button disabled={!chosen} loading={busy} onClick={() => void tie()}>
        挂上这份推荐
      </Button>
      <Failure error={error ?? known.error} />
    </>
  )
}

function ReferralCard(props: PartProps) {
  const { file, mayWrite } = props
  return (
    <Card title="推荐和奖励">
      {file.referral ? (
        <p>
          有一份亲情招商推荐挂在这个项目上，推荐人能看到项目走到哪一步。{' '}
          <Link to="/referrals?state=landed">看推荐</Link>
        </p>
      ) : mayWrite && file.stage !== 'ended' ? (
        <Tie {...props} />
      ) : (
        <p className="muted">没有挂推荐</p>
      )}
      <ul>
        {file.rewards.map((one) => (
          <li key={one.part}>
            {`${rewardPartLabels[one.part]}应付 ${yuan(one.amountFen)}，`}
            {one.isOwed ? '已列入付款' : '等预算：登记或追加以后自动列入'}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Record({ file }: PartProps) {
  const list = useGoingOn(file.steps, file.more.steps, (after) =>
    call('GET /office/investment-projects/:investmentProject/steps', {
      params: { investmentProject: file.id },
      query: { after },
    }),
  )
  return (
    <Card title="记录">
      <ol>
        {list.items.map((step) => (
          <li key={`${step.at} ${step.event}`}>
            <span className="muted small mono">{moment(step.at)}</span>{' '}
            <strong>{projectStageLabels[step.stage]}</strong> {day(step.on)} {step.note}
          </li>
        ))}
      </ol>
      <MoreOf list={list} what="记录" />
    </Card>
  )
}
