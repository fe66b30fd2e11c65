import type { CalendarYear } from '@jucai/contract/review'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useAct, useLoaded } from '../loading'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { TextField } from '../parts/text-field'
import './calendar.css'
import { Month, type DayMark } from './month'

const marksOf = ({
  holidays,
  workdays,
}: Pick<CalendarYear, 'holidays' | 'workdays'>): Record<string, DayMark> => ({
  ...Object.fromEntries(holidays.map((day) => [day, 'holiday' as const])),
  ...Object.fromEntries(workdays.map((day) => [day, 'workday' as const])),
})
const daysMarked = (marks: Record<string, DayMark>, wanted: DayMark) =>
  Object.keys(marks)
    .filter((day) => marks[day] === wanted)
    .sort()

function Year({
  known,
  year,
  onSaved,
}: {
  known: CalendarYear | undefined
  year: number
  onSaved(saved: CalendarYear): void
}) {
  const [marks, setMarks] = useState(() => (known ? marksOf(known) : {}))
  const [source, setSource] = useState(known?.builtIn ? '' : (known?.source ?? ''))
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const toggle = (day: string, weekend: boolean) =>
    setMarks(({ [day]: mark, ...rest }) =>
      mark ? rest : { ...rest, [day]: weekend ? 'workday' : 'holiday' },
    )
  const mark = (day: string, weekend: boolean) => {
    // The notice may list a weekend day as a holiday too. Unmarking it changes nothing, so a click makes it a
    // working day at once.
    if (weekend && marks[day] === 'holiday')
      setMarks(({ [day]: _, ...rest }) => ({ ...rest, [day]: 'workday' }))
    else toggle(day, weekend)
  }
  const holidays = daysMarked(marks, 'holiday')
  const workdays = daysMarked(marks, 'workday')
  const fault = [...source.trim()].length >= 4 ? null : '请写明通知的名称和文号'
  const save = async () => {
    setTried(true)
    if (!fault)
      await run(async () => {
        onSaved(
          await call('PUT /calendar/:year', {
            params: { year },
            body: { holidays, workdays, source: source.trim() },
          }),
        )
        void message.success(`已保存 ${year} 年的工作日历`)
      })
  }
  return (
    <Card
      title={`${year} 年`}
      extra={
        <span className="muted small">
          {known
            ? `${known.builtIn ? '随软件附带' : '本单位录入'} · ${known.source}${known.changedAt ? ` · ${moment(known.changedAt)}` : ''}`
            : '还没有录入'}
        </span>
      }
    >
      {!known && (
        <Notice tone="care" title="缺少这一年的工作日历">
          申请照常受理，但落在这一年的期限要等录入后才算得出日期。请按国务院办公厅的放假通知录入。
        </Notice>
      )}
      <p className="legend">
        <span className="day-sample holiday">休</span> 放假（不计期限）
        <span className="day-sample workday">班</span> 调休上班（计期限）
        <span className="muted">点一下日期更换；周末本来就不计。</span>
      </p>
      <div className="months">
        {Array.from({ length: 12 }, (_, month) => (
          <Month key={month} year={year} month={month} marks={marks} onMark={mark} />
        ))}
      </div>
      <p className="second">
        放假 {holidays.length} 天，调休上班 {workdays.length} 天。
      </p>
      <TextField
        label="依据"
        required
        fault={tried ? fault : null}
        hint="例如：国务院办公厅关于 2027 年部分节假日安排的通知（文号）"
        maxLength={200}
        value={source}
        onChange={setSource}
      />
      <Failure error={error} />
      <Button type="primary" loading={busy} onClick={() => void save()}>
        保存 {year} 年
      </Button>
    </Card>
  )
}

/** The official calendar by year. What falls due in a year that is missing gets its day once it is entered. */
export default function Calendar() {
  const { value, error, reload, set } = useLoaded('calendar', () => call('GET /calendar'))
  const thisYear = new Date().getFullYear()
  const [year, setYear] = useState(thisYear)
  const years = [...new Set([...(value?.items.map((item) => item.year) ?? []), thisYear, thisYear + 1])]
    .sort((a, b) => a - b)
    .filter((one) => one >= thisYear - 1)
  const saved = (changed: CalendarYear) =>
    set({
      items: [...(value?.items ?? []).filter((item) => item.year !== changed.year), changed],
      missing: value?.missing === changed.year ? null : (value?.missing ?? null),
    })
  return (
    <Page title="工作日历" lead="办理期限按工作日算，只认官方的放假通知。">
      <Failure error={error} retry={reload} />
      {!value && !error && (
        <Card>
          <Bones what="工作日历" lines={8} />
        </Card>
      )}
      {value && (
        <>
          <div className="years" role="group" aria-label="年份">
            {years.map((one) => (
              <Button
                key={one}
                type={one === year ? 'primary' : 'default'}
                aria-pressed={one === year}
                onClick={() => setYear(one)}
              >
                {one} 年{value.items.some((item) => item.year === one) ? '' : '（缺）'}
              </Button>
            ))}
          </div>
          <Year
            key={`${year} ${value.items.find((item) => item.year === year)?.changedAt ?? ''}`}
            year={year}
            known={value.items.find((item) => item.year === year)}
            onSaved={saved}
          />
        </>
      )}
    </Page>
  )
}
