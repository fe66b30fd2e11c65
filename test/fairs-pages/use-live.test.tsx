import { act, renderHook } from '@testing-library/react'
import { useState } from 'react'
import { useLive } from '@/fairs/use-live'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** A page that asks again; each answer comes when the test says so. */
const watched = () => {
  const answers: ((value: string) => void)[] = []
  const load = () => new Promise<string>((resolve) => void answers.push(resolve))
  const { result } = renderHook(() => {
    const [data, set] = useState('排队中')
    useLive({ data, set, edit: set, error: undefined, reload: () => Promise.resolve() }, load, true)
    return { data, set }
  })
  const answer = (at: number, value: string) =>
    act(async () => {
      answers[at]?.(value)
      await Promise.resolve()
    })
  return { result, answers, answer }
}

it('shows what a later answer says', async () => {
  const { result, answers, answer } = watched()
  act(() => void jest.advanceTimersByTime(8_000))
  expect(answers).toHaveLength(1)
  await answer(0, '叫到你了')
  expect(result.current.data).toBe('叫到你了')
})

it('an answer that was on its way when the reader acted does not undo what they did', async () => {
  const { result, answer } = watched()
  act(() => void jest.advanceTimersByTime(8_000))
  act(() => result.current.set('已退出'))
  await answer(0, '叫到你了')
  expect(result.current.data).toBe('已退出')
})
