import {
  endReasonLabels,
  growthLabels,
  growthText,
  reviewStateLabels,
  tenancyWords,
  unitKindLabels,
  workspaceActorLabels,
  type GrowthFigure,
  type GrowthKey,
} from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceReview, WorkspaceTenancy } from '@jucai/contract/workspaces'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { day, dayOf, moment } from '../dates'
import { useLoaded } from '../loading'
import { yuan } from '../money'
import { Facts } from '../parts/facts'
import { Bones, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Table } from '../parts/table'
import { useHas } from '../session'
import { BreachDialog, HandBackDialog, MoveDialog, RenewalDialog } from './acts'
import { DecideReview } from './decide-review'
import { isDayText } from './faults'
import './workspaces.css'

const eventLabels: Readonly<Record<string, string>> = {
  allot: '批准时分定',
  move: '换了一处',
  'renewal-asked': '申请续期',
  renew: '同意续期',
  'renewal-refused': '没有同意续期',
  'review-open': '半年考核开始',
  reported: '填报考核',
  reviewed: '核定考核',
  end: '定了最后一天',
  cancel: '取消进驻',
  'hand-back': '交还',
}

/** One tenancy: where it stands, its reviews, and what a lead may do. */
export function OneTenancy({ id }: { id: string }) {
  const { value, error, reload, set } = useLoaded(id, () =>
    call('GET /workspace-tenancies/:workspaceTenancy', { params: { workspaceTenancy: id } }),
  )
  const mayWrite = useHas('lead')
  return (
    <Page title={value ? `${value.team}，${value.number}` : '创业空间'} lead="每次打开都留痕，本人看得到。">
      <p className="back-line">
        <Link to="/workspace-tenants">回到创业空间</Link>
      </p>
      <Failure error={error} retry={reload} />
      {value ? (
        <>
          <Standing of={value} />
          {mayWrite && <Acts of={value} onChanged={set} />}
          {value.reviews.map((review) => (
            <Review key={review.id} of={value} review={review} mayWrite={mayWrite} onChanged={set} />
          ))}
          <Card className="flush titled" title="经过">
            <Table label="经过" columns={['什么时候', '什么事', '谁', '说明']}>
              {value.steps.map((one) => (
                <tr key={`${one.at} ${one.event}`}>
                  <td>{moment(one.at)}</td>
                  <td>{eventLabels[one.event] ?? one.event}</td>
                  <td>{workspaceActorLabels[one.by]}</td>
                  <td>{noteText(one.note)}</td>
                </tr>
              ))}
            </Table>
          </Card>
        </>
      ) : (
        <Card>
          <Bones what="创业空间" lines={8} />
        </Card>
      )}
    </Page>
  )
}

/** A reason by its key and the review of a day in words; what somebody wrote as it is. */
const noteText = (note: string): string => {
  if (isDayText(note)) return `${day(note)}前的一次`
  return Object.hasOwn(endReasonLabels, note) ? endReasonLabels[note as keyof typeof endReasonLabels] : note
}

function Standing({ of: one }: { of: WorkspaceTenancy }) {
  const { site, unit, freeUntil, endedBecause } = one
  return (
    <Card title={tenancyWords(one, dayOf(new Date()))}>
      <Facts
        of={[
          { name: '地点', value: `${site.name} ${unit.label}` },
          { name: '哪一种', value: `${unitKindLabels[unit.kind]}，${unit.seats} 座，${unit.areaSqm} ㎡` },
          { name: '期限', value: `${day(one.firstDay)} 至 ${day(one.lastDay)}，共 ${one.months} 个月` },
          {
            name: '费用',
            value: `${freeUntil === null ? '' : `免租到 ${day(freeUntil)}，之后`}每月 ${yuan(one.feeFenPerMonth)}`,
          },
          { name: '申请', value: <Link to={`/cases/${one.applicationId}`}>看申请</Link> },
          ...(one.renewalMonths === null
            ? []
            : [{ name: '续期', value: `申请再用 ${one.renewalMonths} 个月，等答复` }]),
          ...(endedBecause === null
            ? []
            : [
                {
                  name: '为什么结束',
                  value: `${endReasonLabels[endedBecause]}${one.endedWhy ? `：${one.endedWhy}` : ''}`,
                  whole: true,
                },
              ]),
          ...(one.backOn === null ? [] : [{ name: '交还', value: day(one.backOn) }]),
        ]}
      />
    </Card>
  )
}

type Act = 'renewal' | 'move' | 'breach' | 'back'
function Acts({ of: one, onChanged }: { of: WorkspaceTenancy; onChanged(next: WorkspaceTenancy): void }) {
  const [act, setAct] = useState<Act>()
  const notBegun = new Date(`${one.firstDay}T00:00:00+08:00`) > new Date()
  const props = { of: one, onClose: () => setAct(undefined), onDone: onChanged }
  if (one.state !== 'running' && one.state !== 'ending') return null
  return (
    <div className="form-actions workspace-acts">
      {one.state === 'running' && one.renewalMonths !== null && (
        <Button type="primary" onClick={() => setAct('renewal')}>
          答复续期
        </Button>
      )}
      {one.state === 'running' && notBegun && <Button onClick={() => setAct('move')}>换一处</Button>}
      {one.state === 'ending' && (
        <Button type="primary" onClick={() => setAct('back')}>
          登记交还
        </Button>
      )}
      <Button danger onClick={() => setAct('breach')}>
        违反规定，要求退出
      </Button>
      {act === 'renewal' && <RenewalDialog {...props} />}
      {act === 'move' && <MoveDialog {...props} />}
      {act === 'breach' && <BreachDialog {...props} />}
      {act === 'back' && <HandBackDialog {...props} />}
    </div>
  )
}

const valueIn = (figures: readonly GrowthFigure[] | null, key: GrowthKey): string => {
  const value = figures?.find((one) => one.key === key)?.value
  return value === undefined ? '还没有' : growthText(key, value)
}

function Review({
  of: one,
  review,
  mayWrite,
  onChanged,
}: {
  of: WorkspaceTenancy
  review: WorkspaceReview
  mayWrite: boolean
  onChanged(next: WorkspaceTenancy): void
}) {
  const [open, setOpen] = useState(false)
  return (
    <Card
      className="flush titled"
      title={`半年考核，${day(review.dueOn)}前：${reviewStateLabels[review.state]}`}
    >
      <Table label="考核的数" columns={['哪一项', '怎样算', '要求', '团队自报', '核定']}>
        {review.criteria.map(({ key, definition, atLeast }) => (
          <tr key={key}>
            <td>{growthLabels[key]}</td>
            <td>{definition}</td>
            <td className="mono">{growthText(key, atLeast)}</td>
            <td className="mono">{valueIn(review.reported, key)}</td>
            <td className="mono">{valueIn(review.confirmed, key)}</td>
          </tr>
        ))}
      </Table>
      <div className="form-actions workspace-foot">
        {review.state === 'decided' ? (
          <p>
            {`${review.grown ? '达到要求' : '没有达到要求'}，${review.goesOn ? '继续使用' : '退出'}。${review.why}`}
          </p>
        ) : (
          mayWrite && (
            <Button type="primary" onClick={() => setOpen(true)}>
              核定
            </Button>
          )
        )}
      </div>
      {open && <DecideReview of={one} review={review} onClose={() => setOpen(false)} onDone={onChanged} />}
    </Card>
  )
}
