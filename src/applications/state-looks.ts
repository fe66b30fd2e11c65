import type { ApplicationState } from '@jucai/contract/application-vocabulary'
import type { Tone } from '@/components/tag'
import type { IconName } from '@/theme/icon-names'

/** How a state looks, beside its word. */
export const stateLooks: Record<ApplicationState, { tone: Tone; icon: IconName }> = {
  submitted: { tone: 'info', icon: 'clock' },
  answered: { tone: 'good', icon: 'handshake' },
  'changes-requested': { tone: 'care', icon: 'pencil' },
  recommended: { tone: 'info', icon: 'clock' },
  'public-notice': { tone: 'info', icon: 'landmark' },
  approved: { tone: 'good', icon: 'circle-check' },
  rejected: { tone: 'bad', icon: 'circle-x' },
  appealed: { tone: 'info', icon: 'clock' },
  withdrawn: { tone: 'plain', icon: 'undo-2' },
  lapsed: { tone: 'plain', icon: 'clock' },
  landed: { tone: 'good', icon: 'house' },
  closed: { tone: 'plain', icon: 'check' },
}
