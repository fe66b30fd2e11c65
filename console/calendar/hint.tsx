import { Link } from 'react-router-dom'
import { call } from '../api'
import { useLoaded } from '../loading'
import { Notice } from '../parts/notice'

/** Asks for the calendar of a year that is needed and was not entered yet; nothing when none is. */
export function CalendarHint() {
  const missing = useLoaded('calendar', () => call('GET /calendar')).value?.missing
  if (!missing) return null
  return (
    <Notice tone="care" title={`还没有 ${missing} 年的工作日历`} action={<Link to="/calendar">去录入</Link>}>
      申请照常受理，落在 {missing} 年的期限等录入后才有日期。
    </Notice>
  )
}
