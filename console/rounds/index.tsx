import { useSearchParams } from 'react-router-dom'
import { RoundList } from './list'
import { OneRound } from './one'
import { WriteRound } from './write'
import './rounds.css'

/** Rounds: the list, one with its procedure, or one that is being written, as the address says. */
export default function Rounds() {
  const [search] = useSearchParams()
  const [round, write, after] = ['round', 'write', 'after'].map((name) => search.get(name))
  if (write) return <WriteRound key={write} id={write === 'new' ? null : write} after={after ?? null} />
  return round ? <OneRound key={round} id={round} /> : <RoundList />
}
