import { useSearchParams } from 'react-router-dom'

/** What the address asks a list for, and changing one of it; an empty value takes it out. */
export const useSearch = (): [URLSearchParams, (name: string, value: string) => void] => {
  const [search, setSearch] = useSearchParams()
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    if (value) next.set(name, value)
    else next.delete(name)
    setSearch(next)
  }
  return [search, change]
}
