import type { OfficeFair } from '@jucai/contract/fair-shapes'
import { fairStandingLabels, type FairStanding } from '@jucai/contract/fair-vocabulary'
import { Link } from 'react-router-dom'
import { Icon } from '../parts/icon'
import './fairs.css'

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
/** The way back to the list. */
export function BackToFairs() {
  return (
    <p className="back-line">
      <Link to="/fairs">
        <Icon name="arrow-left" />
        回到列表
      </Link>
    </p>
  )
}
