import { useState } from 'react'
import type { ApplicationSummary } from '@jucai/contract/applications'
import type { City, Figures } from '@jucai/contract/city'
import { ProblemError } from '@jucai/contract/client'
import type { Todo } from '@jucai/contract/todos'
import { call } from '@/api'
import { loadCity, loadFigures, useCityStore } from '@/city-store'
import { useLoaded } from '@/components/loaded'
import { freshMe } from '@/fresh-me'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'

/**
 * What the home page draws. `used` names the services recorded so far; null while that is not known.
 * `applications` are the newest.
 */
interface Home {
  city: City
  figures: Figures | null
  used: string[] | null
  applications: ApplicationSummary[]
  todos: Todo[]
}

async function refreshMe(): Promise<void> {
  try {
    await freshMe()
  } catch (error) {
    // Without an answer the person as last known stands; a session that has ended is put away by `call`.
    if (error instanceof ProblemError && error.code !== 'signed-out' && error.status < 500) throw error
  }
}

async function usedServices(): Promise<string[] | null> {
  const { token, me } = useSession.getState()
  if (!token || !me?.hasCredential) return []
  try {
    const { items } = await call('GET /me/timeline', { query: { limit: 50 } })
    return items.filter(({ kind }) => kind === 'service').map(({ title }) => title)
  } catch {
    return null
  }
}

async function newestApplications(): Promise<ApplicationSummary[]> {
  const { token, me } = useSession.getState()
  if (!token || !me?.registered) return []
  // Only makes the next step better: the page stands without.
  return call('GET /me/applications', { query: { limit: 5 } }).then(
    ({ items }) => items,
    () => [],
  )
}

async function waiting(): Promise<Todo[]> {
  const { token, me } = useSession.getState()
  if (!token || !me) return []
  return call('GET /me/todos').then(
    ({ items }) => items,
    () => [],
  )
}

/**
 * Everything the home page needs, asked at once and drawn once; what this phone already knows stands in
 * until then.
 */
export function useHome() {
  const loaded = useLoaded(async (): Promise<Home> => {
    const figures = loadFigures().catch(() => useCityStore.getState().figures)
    const [city, counts, used, applications, todos] = await Promise.all([
      loadCity(),
      figures,
      usedServices(),
      newestApplications(),
      waiting(),
      refreshMe(),
    ])
    return { city, figures: counts, used, applications, todos }
  })
  useRefresh(loaded.reload)
  // As it was when the page opened, not as it comes in: what is drawn bit by bit costs WeChat one setData a
  // bit.
  const [known] = useState(() => {
    const { city, figures } = useCityStore.getState()
    return city ? { city, figures, used: null, applications: [], todos: [] } : undefined
  })
  return {
    ...loaded,
    data: loaded.data ?? known,
    settled: loaded.data !== undefined || loaded.error !== undefined,
  }
}
