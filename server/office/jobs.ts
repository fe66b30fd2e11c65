import type { NamedReactions } from '../core/feature'
import { deleteAccount } from './repository'
import { worksAtOffice } from './sign-in'

/** An account of the console goes with its owner's last role there: a new invitation opens another. */
export const officeReactions = (): NamedReactions => ({
  'staff.role-ended': {
    'close-account': async ({ tx }, { personId }) => {
      if (!(await worksAtOffice(tx, personId))) await deleteAccount(tx, personId)
    },
  },
})
