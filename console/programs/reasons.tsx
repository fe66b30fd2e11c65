import type { ProgramSettings } from '@jucai/contract/review'
import { Button } from 'antd'
import { Icon } from '../parts/icon'
import { LongTextField, TextField } from '../parts/text-field'

type Reason = ProgramSettings['reasons'][number]
/** What is missing of a ground. */
export const reasonFaults = (
  reason: Reason,
  all: readonly Reason[],
  index: number,
): Record<keyof Reason, string | null> => ({
  code: !/^[a-z][a-z0-9-]{1,39}$/.test(reason.code)
    ? '小写字母开头，可用数字和连字符'
    : all.findIndex(({ code }) => code === reason.code) !== index
      ? '与另一条重复'
      : null,
  title: reason.title.trim() ? null : '请填写名称',
  clause: reason.clause.trim() ? null : '请写明出自哪一条',
  fix: reason.fix.trim() ? null : '请写明申请人通常可以怎么办',
})

/** Grounds for refusal. Each needs its clause and a way out, because a refusal carries both. */
export function Reasons({
  reasons,
  tried,
  onChange,
}: {
  reasons: readonly Reason[]
  tried: boolean
  onChange(reasons: Reason[]): void
}) {
  const set = (index: number, change: Partial<Reason>) =>
    onChange(reasons.map((reason, at) => (at === index ? { ...reason, ...change } : reason)))
  return (
    <section className="reasons" aria-label="不通过的依据">
      <h3>不通过的依据</h3>
      {reasons.map((reason, index) => {
        const faults = reasonFaults(reason, reasons, index)
        const shown = (fault: string | null) => (tried ? fault : null)
        const at = `第 ${index + 1} 条`
        return (
          <details key={index} open={reason.title === '' || (tried && Object.values(faults).some(Boolean))}>
            <summary>
              <span>{reason.title || '新的依据'}</span>
              <span className="muted small">{reason.clause}</span>
            </summary>
            <div className="form-grid">
              <TextField
                label={`${at}：名称`}
                required
                fault={shown(faults.title)}
                maxLength={60}
                value={reason.title}
                onChange={(title) => set(index, { title })}
              />
              <TextField
                label={`${at}：代码`}
                required
                fault={shown(faults.code)}
                maxLength={40}
                value={reason.code}
                onChange={(code) => set(index, { code })}
              />
            </div>
            <TextField
              label={`${at}：出自`}
              required
              fault={shown(faults.clause)}
              maxLength={200}
              value={reason.clause}
              onChange={(clause) => set(index, { clause })}
            />
            <LongTextField
              label={`${at}：申请人可以怎么办`}
              required
              fault={shown(faults.fix)}
              rows={2}
              maxLength={300}
              value={reason.fix}
              onChange={(fix) => set(index, { fix })}
            />
            {reasons.length > 1 && (
              <Button
                danger
                type="text"
                onClick={() => onChange(reasons.filter((_, other) => other !== index))}
              >
                删除这一条
              </Button>
            )}
          </details>
        )
      })}
      {reasons.length < 50 && (
        <Button
          icon={<Icon name="plus" />}
          onClick={() => onChange([...reasons, { code: '', title: '', clause: '', fix: '' }])}
        >
          增加一条
        </Button>
      )}
    </section>
  )
}
