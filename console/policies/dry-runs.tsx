import type { DryRun, PolicyDraft, PolicyImpact } from '@jucai/contract/policy-office'
import { Button } from 'antd'
import { useEffect } from 'react'
import { call, newAttempt } from '../api'
import { day, dayOf, moment } from '../dates'
import { useAct, useLoaded } from '../loading'
import { Field } from '../parts/field'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { Table } from '../parts/table'
import { useTyped } from './desk'
import { Refusal } from './refusal'
import { DayInput } from './values'

const asking = newAttempt()
const people = (count: number | null): string => (count === null ? '少于 5 人' : `${count} 人`)

const isOver = ({ state }: DryRun) => state === 'done' || state === 'failed'
const pollMs = 1500

/** The latest dry run, asked for again while it is made. */
const useLatest = () => {
  const loaded = useLoaded('dry-runs', async () => {
    const { items } = await call('GET /policy-draft/dry-runs', { query: { limit: 1 } })
    return { run: items[0] ?? null }
  })
  const { value, set } = loaded
  const open = value?.run && !isOver(value.run) ? value.run : null
  useEffect(() => {
    if (!open) return
    const timer = setTimeout(() => {
      call('GET /policy-draft/dry-runs/:dryRun', { params: { dryRun: open.id } }).then(
        (run) => set({ run }),
        () => set({ run: { ...open } }), // asked again
      )
    }, pollMs)
    return () => clearTimeout(timer)
  }, [open, set])
  return loaded
}

/** One bar beside its number; of fewer than five a mark, no length. */
function Bar({ count, most, tone }: { count: number | null; most: number; tone: 'good' | 'bad' | 'care' }) {
  const share = count === null ? 2 : Math.round((count / Math.max(1, most)) * 100)
  return (
    <span className="impact">
      <span className="impact-bar" aria-hidden>
        <span className={tone} style={{ width: `${share}%` }} />
      </span>
      <span>{people(count)}</span>
    </span>
  )
}

function Because({ impact }: { impact: PolicyImpact }) {
  const lists = [
    ['新增的人原来卡在', impact.gainBy],
    ['失去的人现在卡在', impact.loseBy],
    ['说不准的人还缺', impact.unknownBy],
  ] as const
  const said = lists.filter(([, reasons]) => reasons.length > 0)
  if (said.length === 0) return <span className="muted">没有变化</span>
  return (
    <ul className="small">
      {said.map(([words, reasons]) => (
        <li key={words}>
          {words}：{reasons.map(({ clause, people: count }) => `${clause}（${people(count)}）`).join('、')}
        </li>
      ))}
    </ul>
  )
}

const changes = ({ gain, lose, becomeUnknown, more, less }: PolicyImpact) =>
  [gain, lose, becomeUnknown, more, less].some((count) => count !== 0)

function Result({ run }: { run: DryRun }) {
  const { result, judged } = run
  if (!result) return null
  const moved = result.policies.filter(changes)
  const most = Math.max(
    ...moved.flatMap(({ gain, lose, becomeUnknown }) => [gain ?? 0, lose ?? 0, becomeUnknown ?? 0]),
    1,
  )
  return (
    <>
      <p className="impact-lead">
        这样改，<strong className="gain">{people(result.gain)}</strong>会多享受政策，
        <strong className="lose">{people(result.lose)}</strong>会失去政策。
      </p>
      <p className="second small">
        按{day(run.day)}判断了全部 {judged} 个已登记的人，{run.by}在{moment(run.requestedAt)}试算。少于 5
        人的不写数目。
      </p>
      {moved.length === 0 ? (
        <p className="second">没有一项政策的结果会变。</p>
      ) : (
        <Table label="各项政策的变化" columns={['政策', '新增', '失去', '变得说不准', '不变', '差在哪里']}>
          {moved.map((impact) => (
            <tr key={impact.code}>
              <th scope="row">{impact.title}</th>
              <td>
                <Bar count={impact.gain} most={most} tone="good" />
              </td>
              <td>
                <Bar count={impact.lose} most={most} tone="bad" />
              </td>
              <td>
                <Bar count={impact.becomeUnknown} most={most} tone="care" />
              </td>
              <td>
                {people(impact.stay)}
                {impact.more !== 0 && <div className="small second">{people(impact.more)}得到更多</div>}
                {impact.less !== 0 && <div className="small second">{people(impact.less)}得到更少</div>}
              </td>
              <td>
                <Because impact={impact} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  )
}

function Latest({ run, revision }: { run: DryRun; revision: number }) {
  if (run.state === 'failed')
    return (
      <Notice tone="bad" title="上一次试算没有完成">
        请再试一次；反复出现时请联系系统管理员。
      </Notice>
    )
  if (!isOver(run))
    return (
      <div role="status">
        <Notice tone="info" title={run.state === 'waiting' ? '正在排队' : `已判断 ${run.judged} 人`}>
          在后台进行，可以离开这一页。
        </Notice>
      </div>
    )
  return (
    <>
      {run.revision !== revision && (
        <Notice tone="care" title="这是改动之前的试算">
          之后草稿又改过，或者已经发布，数字可能不同。
        </Notice>
      )}
      <Result run={run} />
    </>
  )
}

/** What the draft does to people: asked for, awaited, read. */
export function DryRuns({ draft, reload }: { draft: PolicyDraft; reload(): Promise<void> }) {
  const latest = useLatest()
  const typed = useTyped('dry-run', dayOf(new Date()))
  const { busy, error, run } = useAct()
  const now = latest.value?.run
  const ask = () =>
    run(async () => {
      await call(
        'POST /policy-draft/dry-runs',
        { body: { revision: draft.revision, day: typed.value } },
        { attempt: asking },
      )
      await latest.reload()
    })
  return (
    <Card title="试算：会影响多少人">
      <p className="second">
        用现行的一版和草稿各判断一遍全部已登记的人，只数人数，不列姓名。这一次试算会记入操作记录。
      </p>
      {draft.open && (
        <div className="dry-run-ask">
          <Field label="按哪一天判断" required hint="例如新标准开始的那一天。">
            {(control) => (
              <DayInput
                {...control}
                value={typed.value}
                onChange={(chosen) => chosen && typed.write(chosen)}
              />
            )}
          </Field>
          <Button loading={busy} disabled={Boolean(now && !isOver(now))} onClick={() => void ask()}>
            开始试算
          </Button>
        </div>
      )}
      <Refusal error={error} reload={reload} />
      <Failure error={latest.error} retry={latest.reload} />
      {!latest.value && !latest.error && <Bones what="试算" lines={2} />}
      {now && <Latest run={now} revision={draft.revision} />}
    </Card>
  )
}
