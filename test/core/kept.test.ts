import type { Db } from '../../server/core/db'
import { keptFor } from '../../server/core/kept'

const db = {} as Db
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 2, 0, seconds))

it('asks once in its time, also for those who come while it is asked, and again after a failure', async () => {
  let asked = 0
  let fails = false
  const kept = keptFor(10_000, async () => {
    asked += 1
    await Promise.resolve()
    if (fails) throw new Error('no')
    return asked
  })
  expect(await Promise.all([kept(db, at(0)), kept(db, at(1)), kept(db, at(9))])).toEqual([1, 1, 1])
  expect(await kept(db, at(10))).toBe(2)
  fails = true
  await expect(kept(db, at(20))).rejects.toThrow('no')
  fails = false
  expect(await kept(db, at(21))).toBe(4)
})
