import { useSearchParams } from 'react-router-dom'
import { ImportList } from './list'
import { OneImport } from './one'
import './bank-returns.css'

/** What the bank answers: imports, or the one that the address names. */
export default function BankReturns() {
  const [search] = useSearchParams()
  const id = search.get('import')
  return id ? <OneImport key={id} id={id} /> : <ImportList />
}
