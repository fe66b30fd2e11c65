/** How a day differs from the week: an official holiday, or a working day made up for one. */
export type DayMark = 'holiday' | 'workday'

const weekdays = ['一', '二', '三', '四', '五', '六', '日']
const two = (value: number) => String(value).padStart(2, '0')
const words: Record<DayMark, string> = { holiday: '放假', workday: '调休上班' }

/** One month, Monday first; each day is a button that says what it is. */
export function Month({
  year,
  month,
  marks,
  onMark,
}: {
  year: number
  month: number
  marks: Readonly<Record<string, DayMark>>
  onMark(day: string, weekend: boolean): void
}) {
  const offset = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return (
    <section className="month" aria-label={`${month + 1}月`}>
      <h3>{month + 1}月</h3>
      <div className="month-days">
        {weekdays.map((day) => (
          <span key={day} className="weekday" aria-hidden>
            {day}
          </span>
        ))}
        {Array.from({ length: offset }, (_, index) => (
          <span key={`blank${index}`} />
        ))}
        {Array.from({ length: count }, (_, index) => {
          const day = `${year}-${two(month + 1)}-${two(index + 1)}`
          const weekend = (offset + index) % 7 >= 5
          const mark = marks[day]
          return (
            <button
              key={day}
              type="button"
              className={`day ${mark ?? ''} ${weekend ? 'weekend' : ''}`}
              aria-label={`${month + 1}月${index + 1}日 周${weekdays[(offset + index) % 7] ?? ''}${mark ? `，${words[mark]}` : weekend ? '，周末' : ''}`}
              aria-pressed={mark !== undefined}
              onClick={() => onMark(day, weekend)}
            >
              {index + 1}
            </button>
          )
        })}
      </div>
    </section>
  )
}
