// What text from outside must be to stand for a value, by what Date reads and the columns hold.

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** A UUID of 36 signs, as this system writes it. */
export const isId = (text: string): boolean => idPattern.test(text)

const dayPattern = /^(19|20|21)\d\d-\d\d-\d\d$/
/** A calendar day of the years 1900 to 2199. */
export const isDay = (text: string): boolean => {
  const at = dayPattern.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

const timePattern = /^T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/
/** A moment with seconds and zone; no leap second, which Date cannot read. */
export const isMoment = (text: string): boolean =>
  isDay(text.slice(0, 10)) && timePattern.test(text.slice(10))

/** Whether a value holds lists and objects in each other more than `limit` deep. */
export const isDeeperThan = (value: unknown, limit: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (limit === 0 || Object.values(value).some((inner) => isDeeperThan(inner, limit - 1)))
