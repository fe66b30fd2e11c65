import { emptyValues, faultsOf, issuesOf, type Values } from '../../console/rounds/write-values'
import { exampleFor } from '../../src/rounds/example'
import { leftWords } from '../../src/rounds/words'

describe('the example for a reader', () => {
  const round = {
    flats: 10,
    kept: [{ code: 'family', title: '家庭', flats: 2 }],
    classes: ['family'],
  }
  it('says that kept flats given first are a least share, and given last come on top', () => {
    // 20 people, four of the class before the eleventh: first, they use up the kept flats; last, they have flats already.
    expect(exampleFor({ ...round, reserved: 'first' }, ['family'])).toMatchObject({
      people: 20,
      rank: 11,
      mine: '排队第 1 个，前面有人退出就往前',
    })
    expect(exampleFor({ ...round, reserved: 'last' }, ['family'])).toMatchObject({
      mine: '轮到你选，用的是留给家庭的房',
      without: '排队第 2 个，前面有人退出就往前',
    })
  })
  it('says to who is of no class what they come to, and nothing of classes', () => {
    expect(exampleFor({ ...round, reserved: 'first' }, []).without).toBeNull()
  })
})

it('tells how long it is, in a unit that one feels', () => {
  const now = new Date('2026-12-01T00:00:00.000Z')
  expect(leftWords('2026-12-01T00:00:00.000Z', now)).toBe('时间到了')
  expect(leftWords('2026-12-01T00:00:30.000Z', now)).toBe('还剩 1 分钟')
  expect(leftWords('2026-12-01T01:59:00.000Z', now)).toBe('还剩 119 分钟')
  expect(leftWords('2026-12-02T23:00:00.000Z', now)).toBe('还剩 47 小时')
  expect(leftWords('2026-12-07T00:00:00.000Z', now)).toBe('还剩 6 天')
})

describe('what is wrong with a round that is written', () => {
  const sound: Values = {
    ...emptyValues,
    code: '2026-r04',
    title: '第四批',
    rules: '规则示例，第四版。抽签决定顺序，按顺序选房，谁都能重算。',
    sources: [
      { game: 'cwl-kl8', issues: '2026130、2026131' },
      { game: 'lottery-pl5', issues: '26130' },
    ],
    opensAt: '2026-12-08T09:00',
    closesAt: '2026-12-15T18:00',
    firstDrawingAt: '2026-12-17T21:00',
    choosingFrom: '2026-12-20T09:00',
    refusing: '放弃一次不影响下一批。',
    flats: [{ flatId: 'a', pool: 'all', reservedFor: null }],
  }
  const faults = (change: Partial<Values>, isRedo = false) =>
    Object.keys(faultsOf({ ...sound, ...change }, isRedo))

  it('is nothing where all is sound', () => {
    expect(faults({})).toEqual([])
    expect(issuesOf('2026130、2026131 ')).toEqual(['2026130', '2026131'])
  })
  const rule = {
    code: 'family',
    title: '家庭',
    clause: '第十条',
    points: '',
    when: [{ fact: 'people' as const, least: 3 }],
  }
  it.each<[string, Partial<Values>, string]>([
    [
      'the same lottery operator twice',
      { sources: [sound.sources[0]!, { game: 'cwl-ssq', issues: '2026130' }] },
      'sources',
    ],
    [
      'an issue that is no number',
      { sources: [sound.sources[0]!, { game: 'lottery-pl5', issues: '明天' }] },
      'sources',
    ],
    ['a drawing before the close', { firstDrawingAt: '2026-12-15T17:00' }, 'firstDrawingAt'],
    ['a choosing before the drawing', { choosingFrom: '2026-12-17T20:00' }, 'choosingFrom'],
    ['a flat kept for nobody', { flats: [{ flatId: 'a', pool: 'all', reservedFor: 'family' }] }, 'flats'],
    ['a class twice', { classes: [rule, rule] }, 'classes'],
    ['a class without a condition', { classes: [{ ...rule, when: [] }] }, 'classes'],
    ['points without any rule', { rule: 'points' }, 'scoring'],
    ['a longer time that is shorter', { longerSlotMinutes: '10' }, 'longerSlotMinutes'],
    ['a pool in words', { flats: [{ flatId: 'a', pool: '全部', reservedFor: null }] }, 'pool'],
  ])('names %s', (_what, change, key) => expect(faults(change)).toEqual([key]))

  it('asks a redo for its cause and what happened', () => expect(faults({}, true)).toEqual(['cause', 'why']))
})
