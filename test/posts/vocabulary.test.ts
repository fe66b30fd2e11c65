import {
  jobApplicationMeanings,
  jobApplicationStates,
  jobApplicationWords,
} from '@jucai/contract/post-vocabulary'
import { payFaults, textFaults } from '@jucai/contract/post-rules'
import { postTemplates } from '@jucai/contract/post-templates'
import { eventsAt, jobMachine } from '../../server/posts/machine'

describe('one mapping from state to words', () => {
  it.each(jobApplicationStates)('%s means the same to candidate, employer and office', (state) => {
    const { label, meaning } = jobApplicationMeanings[state]
    for (const reader of ['candidate', 'employer', 'office'] as const)
      expect(jobApplicationWords(state, reader).startsWith(`${label}：${meaning}`)).toBe(true)
  })
  it('has a name of its own for each state, and ends where the machine ends', () => {
    expect(new Set(Object.values(jobApplicationMeanings).map(({ label }) => label)).size).toBe(
      jobApplicationStates.length,
    )
    for (const state of jobApplicationStates) {
      const { next } = jobApplicationMeanings[state]
      const mayAct = eventsAt(state, 'employer').length > 0
      if (next === 'employer') expect(mayAct).toBe(true)
      if (next === null) expect([state, mayAct]).toEqual([state, false])
    }
    expect(new Set(jobMachine.transitions.map(({ to }) => to)).size).toBe(jobApplicationStates.length - 1)
  })
})

it('templates break no rule', () => {
  for (const { title, duties, wants } of postTemplates)
    expect(textFaults({ title, duties, wants })).toEqual([])
})
it('pay is compared within one unit only', () => {
  expect(payFaults({ fen: 900_000, unit: 'month' }, { fen: 1_000_000, unit: 'month' })).toEqual([])
  expect(payFaults({ fen: 900_000, unit: 'month' }, { fen: 80_000, unit: 'day' })[0]?.pointer).toBe(
    '/payHigh/unit',
  )
})
