import { useSearchParams } from 'react-router-dom'
import { SubsidyList } from './list'
import { OneSubsidy } from './one'

/** Granted subsidies: the list, or the one that the address names. */
export default function Subsidies() {
  const [search] = useSearchParams()
  const grant = search.get('grant')
  return grant ? <OneSubsidy key={grant} id={grant} /> : <SubsidyList />
}
