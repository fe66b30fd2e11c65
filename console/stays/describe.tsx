import type { KeptHostel } from '@jucai/contract/stays'
import { clockWords } from '@jucai/contract/stay-vocabulary'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
/** `23:00` or `26:00`, which is 02:00 of the next day, as minutes; null when it is neither. */
export const minutesOf = (text: string): number | null => {
  const [, hours, minutes] = /^(\d{1,2})[:：]([0-5]\d)$/.exec(text.trim()) ?? []
  if (hours === undefined || minutes === undefined) return null
  const all = Number(hours) * 60 + Number(minutes)
  return all <= 2880 ? all : null
}
const textOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const valuesOf = (hostel: KeptHostel | undefined) => ({
  about: hostel?.about ?? '',
  houseRules: hostel?.houseRules.join('\n') ?? '',
  arriveBy: textOf(hostel?.arriveByMinutes ?? 1380),
  lateBy: textOf(hostel?.lateByMinutes ?? 1560),
  cancelBy: textOf(hostel?.cancelByMinutes ?? 720),
  aheadDays: String(hostel?.aheadDays ?? 60),
})
type Values = ReturnType<typeof valuesOf>

const hourFault = (text: string) =>
  minutesOf(text) === null ? '写成 23:00 这样；过了零点的，例如次日 2 点，写 26:00' : null
const faultsOf = (values: Values) => {
  const [arrive, late, cancel] = [values.arriveBy, values.lateBy, values.cancelBy].map(minutesOf)
  return {
    about: values.about.trim().length < 4 ? '请写一句介绍，至少 4 个字' : null,
    houseRules: linesOf(values.houseRules).length > 12 ? '最多 12 条' : null,
    arriveBy: hourFault(values.arriveBy),
    lateBy: hourFault(values.lateBy) ?? ((late ?? 0) < (arrive ?? 0) ? '不能早于最晚到店' : null),
    cancelBy: hourFault(values.cancelBy) ?? ((cancel ?? 0) > (arrive ?? 0) ? '不能晚于最晚到店' : null),
    aheadDays:
      /^\d{1,3}$/.test(values.aheadDays) && Number(values.aheadDays) >= 1 && Number(values.aheadDays) <= 180
        ? null
        : '1 到 180 天',
  }
}

interface DescribeProps {
  id: string
  hostel: KeptHostel | undefined
  onSaved(): void
}

/** What is said of a hostel and how it receives people; a station without one becomes a hostel by saving. */
export function Describe({ id, hostel, onSaved }: DescribeProps) {
  const [values, setValues] = useState(() => valuesOf(hostel))
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const faults = faultsOf(values)
  const set = (name: keyof Values) => (text: string) => setValues({ ...values, [name]: text })
  const shown = (fault: string | null) => (tried ? fault : null)
  const save = async () => {
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    const body = {
      about: values.about.trim(),
      houseRules: linesOf(values.houseRules),
      arriveByMinutes: minutesOf(values.arriveBy) ?? 0,
      lateByMinutes: minutesOf(values.lateBy) ?? 0,
      cancelByMinutes: minutesOf(values.cancelBy) ?? 0,
      aheadDays: Number(values.aheadDays),
      version: hostel?.version ?? 0,
    }
    await run(async () => {
      await call('PUT /hostels/:hostel', { params: { hostel: id }, body })
      void message.success('已保存，手机上已是新的规则')
      onSaved()
    })
  }
  const hour = (name: 'arriveBy' | 'lateBy' | 'cancelBy', label: string, hint: string) => (
    <TextField
      label={label}
      required
      hint={`${hint}${minutesOf(values[name]) === null ? '' : `（${clockWords(minutesOf(values[name]) ?? 0)}）`}`}
      fault={shown(faults[name])}
      maxLength={5}
      value={values[name]}
      onChange={set(name)}
    />
  )
  return (
    <Card title={hostel ? '介绍和规则' : '设为驿站'}>
      <LongTextField
        label="介绍"
        required
        fault={shown(faults.about)}
        rows={2}
        maxLength={300}
        value={values.about}
        onChange={set('about')}
      />
      <div className="form-grid">
        {hour('arriveBy', '最晚到店', '入住当天，过了算没有到店')}
        {hour('lateBy', '说好晚到的，最晚', '次日 2 点写 26:00')}
        {hour('cancelBy', '免费取消、改期到', '入住当天')}
        <TextField
          label="最多提前几天订"
          required
          fault={shown(faults.aheadDays)}
          maxLength={3}
          value={values.aheadDays}
          onChange={set('aheadDays')}
        />
      </div>
      <LongTextField
        label="住店须知"
        hint="每行一条，最多 12 条。"
        fault={shown(faults.houseRules)}
        rows={4}
        value={values.houseRules}
        onChange={set('houseRules')}
      />
      <p className="second small">
        每次几晚、一年几次，是政策库里“人才驿站”的标准，在“标准”里改。已经订好的住宿按订的时候的时间算。
      </p>
      <Failure error={error} />
      <Button type="primary" loading={busy} onClick={() => void save()}>
        保存
      </Button>
    </Card>
  )
}
