import { useSearchParams } from 'react-router-dom'
import { RunList } from './list'
import { OneRun } from './one'

/** Payment runs: the list, or the one that the address names. */
export default function Runs() {
  const [search] = useSearchParams()
  const run = search.get('run')
  return run ? <OneRun key={run} id={run} /> : <RunList />
}
