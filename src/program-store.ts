import type { ProgramSummary } from '@jucai/contract/applications'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { call } from './api'
import { phoneStorage } from './settings'

/** What one can apply for, as this phone last knew it. */
export const useProgramStore = create<{ programs: ProgramSummary[] | null }>()(
  persist((): { programs: ProgramSummary[] | null } => ({ programs: null }), {
    name: 'programs',
    storage: createJSONStorage(() => phoneStorage),
  }),
)

/** Asks what one can apply for. @throws ProblemError, NetworkError */
export const loadPrograms = async (): Promise<ProgramSummary[]> => {
  const { items } = await call('GET /programs')
  useProgramStore.setState({ programs: items })
  return items
}
