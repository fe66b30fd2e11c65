/**
 * A calendar file (RFC 5545) of a fair or a booked slot. Times are UTC, so that every calendar shows the same moment.
 */
export interface CalendarEvent {
  /** The same for the same thing, so that a calendar replaces it. */
  uid: string
  /** Greater after each change (SEQUENCE). */
  sequence: number
  /** When it was made or last changed. */
  stampedAt: string
  startsAt: string
  endsAt: string
  title: string
  place: string
  about: string
  cancelled: boolean
}

const stamp = (moment: string): string =>
  `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
// RFC 5545, 3.3.11: backslash, comma, semicolon and line breaks.
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|[\r\n]/g, '\\n')
const bytesOf = (sign: string): number => {
  const code = sign.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
/** Folds a line at 75 octets without splitting a character (RFC 5545, 3.1). */
const folded = (line: string): string => {
  let out = ''
  let width = 0
  for (const sign of line) {
    const bytes = bytesOf(sign)
    if (width + bytes > 75) {
      out += '\r\n '
      width = 1
    }
    out += sign
    width += bytes
  }
  return out
}

/** The file as text: lines end with CRLF. */
export const calendarFile = (event: CalendarEvent): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jucai//Fairs//ZH',
    `METHOD:${event.cancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${stamp(event.stampedAt)}`,
    `DTSTART:${stamp(event.startsAt)}`,
    `DTEND:${stamp(event.endsAt)}`,
    `SUMMARY:${escaped(event.title)}`,
    `LOCATION:${escaped(event.place)}`,
    `DESCRIPTION:${escaped(event.about)}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n')
