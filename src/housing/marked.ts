import { call } from '@/api'

/** Types that whoever is signed in marked. An extra: pages stand without it, so a failure is none. */
export const markedTypes = async (token: string | null): Promise<string[]> => {
  if (token === null) return []
  try {
    return (await call('GET /me/flat-favourites')).items
  } catch {
    return []
  }
}
