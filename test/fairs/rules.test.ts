import { calendarFile, type CalendarEvent } from '@jucai/contract/fair-calendar'
import { fairStandingAt, fairTimeWords } from '@jucai/contract/fair-vocabulary'
import { waitingFor, waitingWords } from '@jucai/contract/fair-waiting'

const minutes = (...many: number[]): number[] => many.map((one) => one * 60_000)

describe('how long somebody waits', () => {
  it('is not said before four talks are over', () => {
    expect(waitingFor(minutes(5, 5, 5), { ahead: 3, free: 3 }, 1)).toEqual({
      finished: 3,
      lowMinutes: null,
      highMinutes: null,
    })
    expect(waitingWords(waitingFor([], { ahead: 3, free: 3 }, 1))).toBe(
      '还估不出：这个展位还没有谈完的，满 4 次后给出',
    )
    expect(waitingWords(waitingFor(minutes(5, 5), { ahead: 3, free: 3 }, 1))).toBe(
      '还估不出：这个展位只谈完 2 次，满 4 次后给出',
    )
  })
  it.each([
    ['nobody in front', 0, 0, 1, { lowMinutes: 0, highMinutes: 1 }],
    ['one in front, who talks: any moment, or a whole talk', 1, 1, 1, { lowMinutes: 0, highMinutes: 10 }],
    ['five in front at one desk', 5, 5, 1, { lowMinutes: 40, highMinutes: 50 }],
    ['five in front at two desks', 5, 5, 2, { lowMinutes: 20, highMinutes: 30 }],
    ['five in front of whom three are elsewhere', 5, 2, 1, { lowMinutes: 10, highMinutes: 50 }],
  ])('%s', (_case, ahead, free, desks, range) => {
    expect(waitingFor(minutes(10, 10, 10, 10), { ahead, free }, desks)).toEqual({ finished: 4, ...range })
  })
  it('rests on the newest twelve talks and says so', () => {
    const turns = minutes(...Array<number>(12).fill(10), ...Array<number>(20).fill(60))
    const waiting = waitingFor(turns, { ahead: 2, free: 2 }, 1)
    expect(waitingWords(waiting)).toBe('约 10–20 分钟（按这个展位最近 12 次面谈）')
  })
})

describe('when a fair runs', () => {
  const [opensAt, closesAt] = [new Date('2026-12-14T01:00:00Z'), new Date('2026-12-14T08:00:00Z')]
  const standing = (at: string) => fairStandingAt({ state: 'published', opensAt, closesAt }, new Date(at))
  it('from the opening, inclusive, to the closing, exclusive', () => {
    expect(standing('2026-12-14T00:59:59.999Z')).toBe('published')
    expect(standing('2026-12-14T01:00:00.000Z')).toBe('running')
    expect(standing('2026-12-14T07:59:59.999Z')).toBe('running')
    expect(standing('2026-12-14T08:00:00.000Z')).toBe('over')
  })
  it('is said with its hour here, and with its year where that is another', () => {
    const words = (now: string) => fairTimeWords(opensAt.toISOString(), closesAt.toISOString(), new Date(now))
    expect(words('2026-11-23T02:00:00Z')).toBe('12月14日 周一 09:00–16:00')
    expect(words('2027-01-02T02:00:00Z')).toBe('2026年12月14日 周一 09:00–16:00')
    expect(fairTimeWords('2026-12-14T14:00:00Z', '2026-12-14T17:00:00Z', opensAt)).toBe(
      '12月14日 周一 22:00 至 12月15日 周二 01:00',
    )
  })
})

describe('the calendar file (RFC 5545)', () => {
  const event = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({
    uid: 'fair-1@jucai',
    sequence: 2,
    stampedAt: '2026-11-23T02:00:00.000Z',
    startsAt: '2026-12-14T01:00:00.000Z',
    endsAt: '2026-12-14T08:00:00.000Z',
    title: '冬季云端招聘会',
    place: '会展中心',
    about: '带上人才码',
    cancelled: false,
    ...over,
  })
  /** Reads a file back as the RFC says: lines unfolded, values unescaped. */
  const read = (text: string): Record<string, string> =>
    Object.fromEntries(
      text
        .replace(/\r\n /g, '')
        .split('\r\n')
        .filter((line) => line !== '')
        .map((line) => {
          const at = line.indexOf(':')
          const value = line
            .slice(at + 1)
            .replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign))
          return [line.slice(0, at), value]
        }),
    )
  it('ends every line with CRLF and folds at 75 octets without splitting a character', () => {
    const title = `${'招'.repeat(60)}𠮷${'a'.repeat(80)}`
    const text = calendarFile(event({ title }))
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text).not.toContain('\ufffd')
    expect(read(text).SUMMARY).toBe(title)
  })
  it('escapes what separates, and a line break that was typed ends no line', () => {
    const about = '一、岗位；二, 薪资; 三\\四\r\nBEGIN:VALARM'
    const found = read(calendarFile(event({ about })))
    expect(found.DESCRIPTION).toBe('一、岗位；二, 薪资; 三\\四\nBEGIN:VALARM')
    expect(Object.keys(found)).not.toContain('BEGIN:VALARM')
  })
  it('says the moment in UTC, the version, and that it was cancelled', () => {
    expect(read(calendarFile(event({ cancelled: true })))).toMatchObject({
      DTSTART: '20261214T010000Z',
      DTEND: '20261214T080000Z',
      DTSTAMP: '20261123T020000Z',
      SEQUENCE: '2',
      UID: 'fair-1@jucai',
      STATUS: 'CANCELLED',
      METHOD: 'CANCEL',
    })
  })
})
