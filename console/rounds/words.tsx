import { roundStateLabels, type RoundState } from '@jucai/contract/rounds-vocabulary'

const tones: Record<RoundState, string> = {
  draft: '',
  published: 'info',
  open: 'good',
  closed: 'care',
  locked: 'info',
  drawn: 'info',
  choosing: 'star',
  ended: '',
  cancelled: '',
}

/** Where a round stands, in words and colour. */
export function RoundTag({ state }: { state: RoundState }) {
  return <span className={`tag ${tones[state]}`}>{roundStateLabels[state].split('，')[0]}</span>
}
