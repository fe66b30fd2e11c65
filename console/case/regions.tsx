import { useEffect, useState } from 'react'
import { call } from '../api'

const known = new Map<string, Promise<string>>()
const nameOf = (code: string): Promise<string> => {
  const asked =
    known.get(code) ??
    call('GET /regions', { query: { q: code, limit: 1 } }).then(
      ({ items }) => items.find((region) => region.code === code)?.path ?? code,
    )
  known.set(code, asked)
  asked.catch(() => known.delete(code))
  return asked
}

/** A division by its code, in words as soon as they are known. */
export function RegionName({ code }: { code: string }) {
  const [name, setName] = useState(code)
  useEffect(() => {
    let here = true
    nameOf(code).then(
      (found) => {
        if (here) setName(found)
      },
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [code])
  return <>{name}</>
}
