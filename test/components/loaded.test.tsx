import { act, render, screen } from '@testing-library/react'
import { useLoaded as useAtDesk, type Loaded } from '../../console/loading'
import { useLoaded as useOnPhone, type Loading } from '@/components/loaded'

/** What is asked of a server that answers when the test lets it. */
const askedOfServer = () => {
  const answers: ((words: string) => Promise<void>)[] = []
  const load = () =>
    new Promise<string>((resolve) => {
      answers.push((words) => act(async () => resolve(words)))
    })
  return { load, answers }
}

let loaded: Pick<Loading<string>, 'reload' | 'set'> | Pick<Loaded<string>, 'reload' | 'set'>
function OnPhone({ load }: { load(): Promise<string> }) {
  const mine = useOnPhone(load)
  loaded = mine
  return <p>{mine.data ?? 'nothing yet'}</p>
}
function AtDesk({ load }: { load(): Promise<string> }) {
  const mine = useAtDesk('one', load)
  loaded = mine
  return <p>{`${mine.value ?? 'nothing yet'}${mine.busy ? ', busy' : ''}`}</p>
}

it.each([
  ['on the phone', OnPhone],
  ['at a desk', AtDesk],
] as const)('what an act was answered with is not replaced by an older look: %s', async (_, Page) => {
  const { load, answers } = askedOfServer()
  render(<Page load={load} />)
  await answers[0]?.('free')
  expect(screen.getByText('free')).toBeInTheDocument()
  // A look every few seconds is under way while the reader acts; its answer was made before the act, and comes after.
  act(() => void loaded.reload())
  act(() => loaded.set('held'))
  expect(screen.getByText('held')).toBeInTheDocument()
  await answers[1]?.('free')
  expect(screen.getByText('held')).toBeInTheDocument()
  act(() => void loaded.reload())
  await answers[2]?.('chosen')
  expect(screen.getByText('chosen')).toBeInTheDocument()
})
