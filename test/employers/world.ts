import { randomInt } from 'node:crypto'
import sharp from 'sharp'
import { creditCheckSign } from '@jucai/contract/credit-code'
import type { EmployerState } from '@jucai/contract/employer-vocabulary'
import { testVault } from '../../mock/fakes'
import { placeEmployer } from '../../server/employers'
import type { Harness, Visitor } from '../harness'

let turn = randomInt(100_000)
/** A faultless credit code that no other test of the file has. */
export const creditCodeOf = (kind = '91'): string => {
  turn += 1
  const first17 = `${kind}430100MA${String(turn).padStart(7, '0')}`
  return first17 + creditCheckSign(first17)
}

/** An employer with an owner and a recruiter, who are registered people. */
export interface EmployerOfTest {
  id: string
  name: string
  creditCode: string
  owner: Visitor
  recruiter: Visitor
}

/** An employer that the office has verified, unless told otherwise. */
export const employerOf = async (
  harness: Harness,
  name = `星河测试${String((turn += 1))}有限公司（示例）`,
  over: { state?: EmployerState; kind?: string; chainKeys?: readonly string[]; field?: string } = {},
): Promise<EmployerOfTest> => {
  const [owner, recruiter] = [await harness.registerPerson(), await harness.registerPerson()]
  const creditCode = creditCodeOf(over.kind)
  const { id } = await harness.db.transaction().execute((tx) =>
    placeEmployer(
      { db: tx, now: harness.clock.now(), deps: { vault: testVault() } },
      {
        creditCode,
        name,
        address: '星城市星沙街道 1 号（示例）',
        field: over.field ?? '新能源材料',
        chainKeys: over.chainKeys ?? [],
        state: over.state ?? 'verified',
        contact: { name: '周经办', phone: '073188880000' },
        people: [
          { personId: owner.personId, right: 'owner', name: '沈负责' },
          { personId: recruiter.personId, right: 'recruiter', name: '周经办' },
        ],
      },
    ),
  )
  await harness.app.worker.drain()
  return { id, name, creditCode, owner, recruiter }
}

/** A photo of a licence, small. */
export const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: { r: turn % 256, g: 90, b: 120 } } })
    .jpeg()
    .toBuffer()
