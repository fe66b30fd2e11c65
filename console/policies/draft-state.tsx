import { Link } from 'react-router-dom'
import { Notice } from '../parts/notice'
import { moment } from '../dates'
import type { OnDesk } from './desk'

/** A sentence about the draft, above every page that shows it. */
export function DraftState({ desk }: { desk: OnDesk }) {
  const { open, basedOn, changes, faults, proposal } = desk.draft
  const [last] = changes
  if (!open)
    return (
      <Notice tone="info" title={`现在看到的是第 ${basedOn} 版，正在施行`}>
        保存第一处改动时，会从这一版开出草稿；发布之前，手机上看到的不变。
      </Notice>
    )
  if (proposal)
    return (
      <Notice
        tone="care"
        title={`${proposal.by}已提出发布这份草稿`}
        action={<Link to="/policy-publishing">去核对</Link>}
      >
        再改一处，提出就作废，要重新提出。
      </Notice>
    )
  return (
    <Notice
      tone={faults.length > 0 ? 'care' : 'info'}
      title={faults.length > 0 ? `草稿里有 ${faults.length} 处问题，还不能发布` : '正在看草稿'}
      action={<Link to="/policy-publishing">试算与发布</Link>}
    >
      从第 {basedOn} 版改来。{last && `最近：${last.by}在${moment(last.at)}${last.what}。`}
    </Notice>
  )
}
