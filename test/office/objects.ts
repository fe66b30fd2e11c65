import { openOfficeAccount } from '../../server/office'
import { testVault } from '../../mock/fakes'
import type { Fixture } from '../fixtures'

/** A reviewer's account of the console. */
export const objects: Fixture = {
  make: async ({ harness, reviewer }) => {
    await openOfficeAccount(
      { db: harness.db, now: harness.clock.now(), deps: { vault: testVault() } },
      {
        personId: reviewer.personId,
        login: `shenhe${reviewer.personId.slice(-6)}`,
        name: '沈审核',
        password: 'Xingcheng-2026-shenhe',
        totpSecret: 'JBSWY3DPEHPK3PXP',
      },
    )
    return { ids: {}, exported: { officeAccount: ['沈审核'] } }
  },
}
