import fs from 'node:fs'
import path from 'node:path'
import {
  applicationActors,
  applicationEvents,
  applicationStates,
  isAtRest,
  type ApplicationState,
} from '@jucai/contract/application-vocabulary'
import fc from 'fast-check'
import { guards, type ApplicationFacts } from '../../server/applications/machine'
import { allowedEvents, step } from '../../server/core/machine'
import { machinesDocument } from '../../server/machines-document'
import { programs } from '../../server/programs'

const facts = (value: boolean): ApplicationFacts =>
  Object.fromEntries(guards.map((guard) => [guard, value])) as ApplicationFacts

it('docs/machines.md says what the tables say (npm run docs:machines)', () => {
  expect(fs.readFileSync(path.join(__dirname, '../../docs/machines.md'), 'utf8')).toBe(
    machinesDocument(programs),
  )
})

describe.each(programs.map(({ key, machine }) => [key, machine] as const))('%s', (_key, machine) => {
  const states = [...new Set([machine.initial, ...machine.transitions.flatMap(({ from, to }) => [from, to])])]

  it('moves by its table and no other way, for every state, event and actor, whatever the facts', () => {
    for (const from of applicationStates)
      for (const event of applicationEvents)
        for (const by of applicationActors)
          for (const held of [true, false]) {
            const rows = machine.transitions.filter(
              (row) => row.from === from && row.event === event && row.by.includes(by),
            )
            const open = rows.find((row) => held || !row.when)
            const result = step(machine, from, event, by, facts(held))
            if (open) expect(result).toEqual({ ok: true, transition: open })
            else if (rows.length > 0)
              expect(result).toEqual({ ok: false, because: 'guarded', guard: rows[0]?.when?.[0] })
            else expect(result).toEqual({ ok: false, because: 'refused' })
            expect(allowedEvents(machine, from, by, facts(held)).includes(event)).toBe(result.ok)
          }
  })

  it('names the guard that does not hold', () => {
    for (const row of machine.transitions)
      for (const guard of row.when ?? []) {
        const result = step(machine, row.from, row.event, row.by[0] ?? 'system', {
          ...facts(true),
          [guard]: false,
        })
        if (!result.ok) expect(result).toEqual({ ok: false, because: 'guarded', guard })
      }
  })

  it('ends in every state that is not at rest with its applicant’s account, whatever the facts', () => {
    for (const state of states.filter((one) => !isAtRest(one)))
      expect([
        state,
        step(machine, state, 'withdraw', 'applicant', facts(false)).ok ||
          step(machine, state, 'close', 'system', facts(false)).ok,
      ]).toEqual([state, true])
  })

  it('reaches every state, and from every one that is not at rest a way to rest', () => {
    const from = (start: ApplicationState[]) => {
      const seen = new Set(start)
      for (let before = -1; before !== seen.size;) {
        before = seen.size
        for (const row of machine.transitions) if (seen.has(row.from)) seen.add(row.to)
      }
      return seen
    }
    expect([...from([machine.initial])].sort()).toEqual([...states].sort())
    for (const state of states) expect([...from([state])].some((one) => isAtRest(one))).toBe(true)
  })

  it('lets only the applicant withdraw, correct and appeal, and only the system let lapse', () => {
    for (const { event, by } of machine.transitions) {
      if (['withdraw', 'correct', 'appeal'].includes(event)) expect(by).toEqual(['applicant'])
      else expect(by).not.toContain('applicant')
      if (event === 'lapse') expect(by).toEqual(['system'])
    }
  })

  it('runs a clock wherever somebody owes something, and none at rest', () => {
    for (const state of states) expect(machine.clock[state] === undefined).toBe(isAtRest(state))
  })

  it('lets whoever deletes their account out of every state: by withdrawing, or closed by the system', () => {
    for (const state of states)
      if (!isAtRest(state))
        expect([
          state,
          step(machine, state, 'withdraw', 'applicant', facts(false)).ok ||
            step(machine, state, 'close', 'system', facts(false)).ok,
        ]).toEqual([state, true])
  })

  it('never leaves its states', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...applicationEvents),
            fc.constantFrom(...applicationActors),
            fc.boolean(),
          ),
          { maxLength: 30 },
        ),
        (events) => {
          let state = machine.initial
          for (const [event, by, held] of events) {
            const result = step(machine, state, event, by, facts(held))
            if (result.ok) state = result.transition.to
          }
          return states.includes(state)
        },
      ),
    )
  })
})

describe.each(programs.map((program) => [program.key, program] as const))(
  'the program %s',
  (_key, program) => {
    const fields = program.form.sections.flatMap((section) => section.fields)
    it('says why each thing is asked, marks its sources as samples, and names its parts rightly', () => {
      const keys = fields.map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      for (const field of [...fields, ...fields.flatMap((one) => one.fields ?? [])])
        expect(field.why.length).toBeGreaterThan(4)
      for (const { when } of fields) if (when) expect(keys).toContain(when.field)
      for (const listed of [program.readable.clerk, program.readable.reviewer])
        if (listed !== 'all') for (const key of listed) expect(keys).toContain(key)
      expect(program.source.sample).toBe(true)
      expect(program.prefix).toMatch(/^[A-Z]{2}$/)
      for (const { fix, clause } of program.reasons) {
        expect(fix).toMatch(/【.+】/)
        expect(clause).not.toBe('')
      }
    })
  },
)
