import { combine } from '@jucai/contract/policies/combination'
import { seeded } from '../faults/random'
import { typicalSet } from '../policies/typical'

// Run by policies.ts without a compiler at run time, as on a phone: prints the time of the slowest set, in ms of
// a processor, which on a machine with nothing else to do is the clock's.
const [sets, tries] = [30, 3]
const random = seeded(20261126)
const times = Array.from({ length: sets }, () => {
  const { benefits, rules } = typicalSet(random, 40)
  return Math.min(
    ...Array.from({ length: tries }, () => {
      const began = process.cpuUsage()
      if (!combine(benefits, rules).search.isComplete) throw new Error('the search did not end')
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1000
    }),
  )
})
process.stdout.write(`${Math.max(...times)}\n`)
