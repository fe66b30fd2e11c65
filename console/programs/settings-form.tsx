import { ProblemError } from '@jucai/contract/client'
import type { ProgramSettings, ProgramVersion } from '@jucai/contract/review'
import { App, Button, Checkbox, InputNumber } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { type ControlProps, Field } from '../parts/field'
import { Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { TextField } from '../parts/text-field'
import { Reasons, reasonFaults } from './reasons'

const publishing = newAttempt()

function Days({
  label,
  value,
  max,
  none,
  onChange,
}: {
  label: string
  value: number | null
  max: number
  none?: string
  onChange(value: number | null): void
}) {
  return (
    <Field label={label} required={none === undefined} hint={none}>
      {(control: ControlProps) => (
        <InputNumber
          {...control}
          className="days"
          min={1}
          max={max}
          precision={0}
          value={value}
          onChange={onChange}
        />
      )}
    </Field>
  )
}

const faultsOf = (settings: ProgramSettings, note: string) => ({
  summary: settings.summary.trim() ? null : '请写一句话说明',
  closedBecause:
    settings.open || settings.closedBecause?.trim() ? null : '请写明为什么不接受申请，申请人会看到',
  workingDays: settings.workingDays ? null : '请填写工作日数',
  note: [...note.trim()].length >= 2 ? null : '请写明这次改了什么、依据什么',
})

/** The settings of a program as a form; sending it publishes the next version. */
export function SettingsForm({
  program,
  newest,
  onPublished,
  onStale,
}: {
  program: string
  newest: ProgramVersion
  onPublished(): Promise<void>
  onStale(): Promise<void>
}) {
  const [settings, setSettings] = useState<ProgramSettings>(newest.settings)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const set = (change: Partial<ProgramSettings>) => setSettings({ ...settings, ...change })
  const faults = faultsOf(settings, note)
  const shown = (fault: string | null) => (tried ? fault : null)
  const same = JSON.stringify(settings) === JSON.stringify(newest.settings)
  const stale = error instanceof ProblemError && error.code === 'stale-version'
  const publish = async () => {
    setTried(true)
    if (
      Object.values(faults).some(Boolean) ||
      settings.reasons.some((reason, index) =>
        Object.values(reasonFaults(reason, settings.reasons, index)).some(Boolean),
      )
    )
      return
    const body = {
      version: newest.version,
      settings: { ...settings, closedBecause: settings.open ? null : settings.closedBecause },
      note: note.trim(),
    }
    await run(async () => {
      const { version } = await call(
        'PUT /programs/:program/settings',
        { params: { program }, body },
        { attempt: publishing },
      )
      void message.success(`已发布第 ${version} 版`)
      await onPublished()
    })
  }
  return (
    <Card title={`现行规定（第 ${newest.version} 版）`}>
      <TextField
        label="一句话说明"
        required
        fault={shown(faults.summary)}
        maxLength={200}
        value={settings.summary}
        onChange={(summary) => set({ summary })}
      />
      <Checkbox
        className="check"
        checked={settings.open}
        onChange={(event) => set({ open: event.target.checked })}
      >
        接受新的申请
      </Checkbox>
      {!settings.open && (
        <TextField
          label="不接受的原因"
          required
          fault={shown(faults.closedBecause)}
          maxLength={100}
          value={settings.closedBecause ?? ''}
          onChange={(closedBecause) => set({ closedBecause })}
        />
      )}
      <Checkbox
        className="check"
        checked={settings.twoPerson}
        onChange={(event) => set({ twoPerson: event.target.checked })}
      >
        初审和复核须是两个人
      </Checkbox>
      <div className="form-grid">
        <Days
          label="多少个工作日内决定"
          max={120}
          value={settings.workingDays}
          onChange={(value) => set({ workingDays: value ?? 0 })}
        />
        <Days
          label="公示天数"
          none="留空表示不公示"
          max={30}
          value={settings.noticeDays}
          onChange={(noticeDays) => set({ noticeDays })}
        />
        <Days
          label="申诉期（天）"
          none="留空表示不设申诉期"
          max={60}
          value={settings.appealDays}
          onChange={(appealDays) => set({ appealDays })}
        />
      </div>
      {shown(faults.workingDays) && (
        <div className="fault" role="alert">
          {faults.workingDays}
        </div>
      )}
      <Reasons reasons={settings.reasons} tried={tried} onChange={(reasons) => set({ reasons })} />
      <TextField
        label="这次改了什么"
        required
        fault={shown(faults.note)}
        hint="记在版本里，同事都能看到。"
        maxLength={200}
        value={note}
        onChange={setNote}
      />
      {stale ? (
        <Notice
          tone="care"
          alert
          title="同事刚刚发布了新的版本"
          action={<Button onClick={() => void onStale()}>放弃我的改动，看新版</Button>}
        >
          您的改动还在这里，没有发布。请先看新版改了什么。
        </Notice>
      ) : (
        <Failure error={error} />
      )}
      <div className="form-actions">
        <Button type="primary" loading={busy} disabled={same} onClick={() => void publish()}>
          发布第 {newest.version + 1} 版
        </Button>
        {!same && (
          <Button
            onClick={() => {
              setSettings(newest.settings)
              setTried(false)
            }}
          >
            恢复原样
          </Button>
        )}
        {same && <span className="muted">还没有改动</span>}
      </div>
    </Card>
  )
}
