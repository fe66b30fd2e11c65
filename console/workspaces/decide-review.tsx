import {
  growthLabels,
  growthText,
  growthUnits,
  hasGrown,
  isMoney,
  type GrowthKey,
} from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceReview, WorkspaceTenancy } from '@jucai/contract/workspaces'
import { Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { ChoiceField } from '../parts/field'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'
import { isDayText, refusedOf } from './faults'

const typedOf = ({ reported, confirmed, criteria }: WorkspaceReview): Partial<Record<GrowthKey, string>> =>
  Object.fromEntries(
    criteria.map(({ key }) => {
      const value = (confirmed ?? reported)?.find((one) => one.key === key)?.value
      return [key, value === undefined ? '' : String(isMoney(key) ? value / 100 : value)]
    }),
  )
const numberIn = (key: GrowthKey, text: string): number | null => {
  const isRight = isMoney(key) ? /^\d{1,11}(\.\d{1,2})?$/.test(text) : /^\d{1,7}$/.test(text)
  return isRight ? Math.round(Number(text) * (isMoney(key) ? 100 : 1)) : null
}

/** Confirms the figures of a review, and says whether the team stays. */
export function DecideReview({
  of: one,
  review,
  onClose,
  onDone,
}: {
  of: WorkspaceTenancy
  review: WorkspaceReview
  onClose(): void
  onDone(next: WorkspaceTenancy): void
}) {
  const [typed, setTyped] = useState(() => typedOf(review))
  const [goesOn, setGoesOn] = useState<'stays' | 'goes' | ''>('')
  const [lastDay, setLastDay] = useState('')
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const given = review.criteria.map(({ key }) => ({ key, value: numberIn(key, typed[key] ?? '') }))
  const figures = given.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]))
  const isWhole = figures.length === given.length
  const grown = hasGrown(review.criteria, review.needed, figures)
  const faults = {
    goesOn: goesOn === '' ? '请选择' : null,
    lastDay: goesOn === 'goes' && !isDayText(lastDay) ? '请选最后一天' : null,
    why: !grown && why.trim().length < 4 ? '没有达到要求的，写明理由，至少 4 个字，团队会看到' : null,
  }
  const send = async () => {
    setTried(true)
    if (!isWhole || Object.values(faults).some(Boolean)) return
    await run(async () => {
      onDone(
        await call('PUT /workspace-reviews/:workspaceReview/decision', {
          params: { workspaceReview: review.id },
          body: {
            figures,
            goesOn: goesOn === 'stays',
            lastDay: goesOn === 'goes' ? lastDay : null,
            why: why.trim(),
            version: review.version,
          },
        }),
      )
      onClose()
    })
  }
  return (
    <Modal
      open
      title={`核定 ${one.team} 的半年考核`}
      okText="核定"
      cancelText="不核了"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">核对证明材料以后填核定的数；团队看得到自报的和核定的。</p>
      {review.criteria.map(({ key, definition, atLeast }) => (
        <TextField
          key={key}
          label={`${growthLabels[key]}（${growthUnits[key]}）`}
          required
          hint={`${definition}要求 ${growthText(key, atLeast)}`}
          fault={tried && numberIn(key, typed[key] ?? '') === null ? '请填数字，没有的填 0' : null}
          maxLength={14}
          value={typed[key] ?? ''}
          onChange={(text) => setTyped({ ...typed, [key]: text })}
        />
      ))}
      {isWhole && (
        <p className="workspace-lead" aria-live="polite">
          {grown ? '按这些数：达到要求。' : '按这些数：没有达到要求。'}
        </p>
      )}
      <ChoiceField<'stays' | 'goes'>
        label="团队"
        required
        fault={tried ? faults.goesOn : null}
        value={goesOn}
        options={[
          { value: '', label: '请选择' },
          { value: 'stays', label: '继续使用' },
          ...(grown ? [] : [{ value: 'goes' as const, label: '退出' }]),
        ]}
        onChange={setGoesOn}
      />
      {goesOn === 'goes' && (
        <TextField
          label="最后一天"
          required
          type="date"
          max={one.lastDay}
          hint="要留时间搬走，至少 7 天"
          fault={(tried ? faults.lastDay : null) ?? refusedOf(error, 'lastDay')}
          value={lastDay}
          onChange={setLastDay}
        />
      )}
      <LongTextField
        label="理由"
        required={!grown}
        rows={2}
        maxLength={300}
        fault={(tried ? faults.why : null) ?? refusedOf(error, 'why')}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}
