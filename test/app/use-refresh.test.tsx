import { act, render, screen } from '@testing-library/react'
import { useRefresh } from '@/use-refresh'
import { phone } from '../doubles/taro'

const Refreshed = ({ ask }: { ask: () => Promise<unknown> }) => {
  useRefresh(ask)
  return <p>drawn</p>
}
/** A page whose list draws something of its own once it has come. */
const Page = ({ ask, has }: { ask: () => Promise<unknown>; has: boolean }) => {
  useRefresh(() => Promise.resolve())
  return has ? <Refreshed ask={ask} /> : null
}
const asked = () => jest.fn(() => Promise.resolve())
const comeBack = () => act(() => phone.emit('show'))

describe('A page that is returned to', () => {
  it('asks again at each return, not when it opens', () => {
    const ask = asked()
    render(<Refreshed ask={ask} />)
    expect(ask).not.toHaveBeenCalled()
    comeBack()
    expect(ask).toHaveBeenCalledTimes(1)
    comeBack()
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('asks again at the very first return for what was drawn after it had opened', async () => {
    const ask = asked()
    const { rerender } = render(<Page ask={ask} has={false} />)
    await act(() => Promise.resolve())
    rerender(<Page ask={ask} has />)
    expect(screen.getByText('drawn')).toBeInTheDocument()
    expect(ask).not.toHaveBeenCalled()
    comeBack()
    expect(ask).toHaveBeenCalledTimes(1)
  })
})
