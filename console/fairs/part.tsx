import type { OfficeFair } from '@jucai/contract/fair-shapes'
import { fairStandingLabels, type FairStanding } from '@jucai/contract/fair-vocabulary'

/** What the parts of a fair are handed. */
export interface PartProps {
  fair: OfficeFair
  onChanged(next: OfficeFair): void
}

const tones: Readonly<Record<FairStanding, string>> = {
  draft: '',
  published: 'info',
  running: 'good',
  over: '',
  cancelled: 'care',
}
/** Where a fair stands, as a tag. */
export function StandingTag({ standing }: { standing: FairStanding }) {
  return <span className={`tag ${tones[standing]}`}>{fairStandingLabels[standing]}</span>
}
