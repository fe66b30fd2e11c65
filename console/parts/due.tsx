import type { Due } from '@jucai/contract/applications'
import { applicationStateLabels, type ApplicationState } from '@jucai/contract/application-vocabulary'
import { Icon, type IconName } from './icon'

type Tone = '' | 'info' | 'good' | 'care' | 'bad' | 'star'
/** How pressing a due date is: by words and icon, the colour follows. */
const pressing = (due: Due): { tone: Tone; icon: IconName } => {
  if (due.overdue) return { tone: 'bad', icon: 'circle-alert' }
  if (due.stopped) return { tone: 'info', icon: 'pause' }
  if (due.workingDaysLeft !== null && due.workingDaysLeft <= 3)
    return { tone: 'care', icon: 'triangle-alert' }
  return { tone: '', icon: 'clock' }
}

/** When something is due, worded by the server: “还剩 3 个工作日（11月25日前）”. */
export function DueWords({ due }: { due: Due }) {
  if (!due.words) return <span className="muted">无期限</span>
  const { tone, icon } = pressing(due)
  return (
    <span className={`tag ${tone}`}>
      <Icon name={icon} size={15} />
      {due.words}
    </span>
  )
}

const stateTones: Partial<Record<ApplicationState, Tone>> = {
  approved: 'good',
  landed: 'good',
  rejected: 'bad',
  appealed: 'care',
  'changes-requested': 'info',
  'public-notice': 'star',
  recommended: 'info',
}
/** The state of an application. */
export function StateTag({ state }: { state: ApplicationState }) {
  return <span className={`tag ${stateTones[state] ?? ''}`}>{applicationStateLabels[state]}</span>
}
