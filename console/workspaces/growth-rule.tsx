import {
  growthKeys,
  growthLabels,
  growthText,
  growthUnits,
  isMoney,
  type GrowthKey,
} from '@jucai/contract/workspace-vocabulary'
import type { GrowthRule } from '@jucai/contract/workspaces'
import { Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useAct, useLoaded } from '../loading'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { Table } from '../parts/table'
import { LongTextField, TextField } from '../parts/text-field'
import { wholeIn } from './faults'

/** What growth is measured by now; a lead sets it anew for reviews that begin from then on. */
export function GrowthRuleCard({ mayWrite }: { mayWrite: boolean }) {
  const { value, error, reload, set } = useLoaded('growth-rule', () => call('GET /workspace-growth-rule'))
  const [open, setOpen] = useState(false)
  return (
    <Card title="半年考核看什么">
      <Failure error={error} retry={reload} />
      {value === null && <Bones what="考核标准" lines={4} />}
      {value?.version === 0 && (
        <Empty icon="scale" title="还没有设定">
          设定以前，不会开始任何半年考核。
        </Empty>
      )}
      {value && value.version > 0 && (
        <>
          <p className="workspace-lead">{`${value.criteria.length} 项里达到 ${value.needed} 项就通过。第 ${value.version} 版，${value.madeAt ? moment(value.madeAt) : ''}：${value.why}`}</p>
          <Table label="考核标准" columns={['哪一项', '怎样算', '要求']}>
            {value.criteria.map(({ key, definition, atLeast }) => (
              <tr key={key}>
                <td>{growthLabels[key]}</td>
                <td>{definition}</td>
                <td className="mono">{growthText(key, atLeast)}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
      {value && mayWrite && (
        <div className="form-actions workspace-after">
          <Button onClick={() => setOpen(true)}>{value.version === 0 ? '设定' : '改标准'}</Button>
        </div>
      )}
      {value && open && <RuleDialog rule={value} onClose={() => setOpen(false)} onDone={set} />}
    </Card>
  )
}

type Typed = Record<GrowthKey, { used: boolean; definition: string; atLeast: string }>
const typedOf = ({ criteria }: GrowthRule): Typed =>
  Object.fromEntries(
    growthKeys.map((key) => {
      const known = criteria.find((one) => one.key === key)
      const atLeast = known ? String(isMoney(key) ? known.atLeast / 100 : known.atLeast) : ''
      return [key, { used: known !== undefined, definition: known?.definition ?? '', atLeast }]
    }),
  ) as Typed

const faultsOf = ({ used, definition, atLeast }: Typed[GrowthKey]) => ({
  definition: used && definition.trim().length < 4 ? '请写明怎样算、凭什么证明，至少 4 个字' : null,
  atLeast: used && wholeIn(atLeast, 1, 999_999_999) === null ? '请填大于 0 的整数' : null,
})

function RuleDialog({
  rule,
  onClose,
  onDone,
}: {
  rule: GrowthRule
  onClose(): void
  onDone(rule: GrowthRule): void
}) {
  const [typed, setTyped] = useState(() => typedOf(rule))
  const [needed, setNeeded] = useState(String(rule.needed || 1))
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const used = growthKeys.filter((key) => typed[key].used)
  const neededFault =
    used.length === 0
      ? '至少选一项'
      : wholeIn(needed, 1, used.length) === null
        ? `请填 1 到 ${used.length}`
        : null
  const whyFault = why.trim().length < 4 ? '请写明为什么这样定，至少 4 个字' : null
  const isFaulty =
    neededFault !== null ||
    whyFault !== null ||
    used.some((key) => Object.values(faultsOf(typed[key])).some(Boolean))
  const send = async () => {
    setTried(true)
    if (isFaulty) return
    await run(async () => {
      onDone(
        await call('PUT /workspace-growth-rule', {
          body: {
            version: rule.version,
            needed: Number(needed),
            why: why.trim(),
            criteria: used.map((key) => ({
              key,
              definition: typed[key].definition.trim(),
              atLeast: Number(typed[key].atLeast) * (isMoney(key) ? 100 : 1),
            })),
          },
        }),
      )
      onClose()
    })
  }
  return (
    <Modal
      open
      title="半年考核看什么"
      okText="从现在起这样考核"
      cancelText="不改了"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">已经开始的考核按开始时的标准，不受影响。</p>
      {growthKeys.map((key) => (
        <OneCriterion
          key={key}
          criterion={key}
          typed={typed[key]}
          tried={tried}
          onChange={(next) => setTyped({ ...typed, [key]: next })}
        />
      ))}
      <TextField
        label="达到几项通过"
        required
        fault={tried ? neededFault : null}
        maxLength={1}
        value={needed}
        onChange={setNeeded}
      />
      <LongTextField
        label="为什么这样定"
        required
        rows={2}
        maxLength={300}
        fault={tried ? whyFault : null}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}

function OneCriterion({
  criterion,
  typed,
  tried,
  onChange,
}: {
  criterion: GrowthKey
  typed: Typed[GrowthKey]
  tried: boolean
  onChange(next: Typed[GrowthKey]): void
}) {
  const faults = faultsOf(typed)
  return (
    <>
      <Checkbox checked={typed.used} onChange={(event) => onChange({ ...typed, used: event.target.checked })}>
        {`看${growthLabels[criterion]}`}
      </Checkbox>
      {typed.used && (
        <>
          <LongTextField
            label={`${growthLabels[criterion]}怎样算`}
            required
            rows={2}
            maxLength={200}
            fault={tried ? faults.definition : null}
            value={typed.definition}
            onChange={(definition) => onChange({ ...typed, definition })}
          />
          <TextField
            label={`${growthLabels[criterion]}要求达到（${growthUnits[criterion]}）`}
            required
            maxLength={9}
            fault={tried ? faults.atLeast : null}
            value={typed.atLeast}
            onChange={(atLeast) => onChange({ ...typed, atLeast })}
          />
        </>
      )}
    </>
  )
}
