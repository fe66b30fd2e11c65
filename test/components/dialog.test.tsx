import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { Dialog } from '@/components/dialog'

function Page({ onConfirm = () => undefined }: { onConfirm?(): void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button onClick={() => setOpen(true)}>退出</button>
      {open && (
        <Dialog
          title="退出这台设备？"
          confirm="退出登录"
          danger
          onConfirm={onConfirm}
          onClose={() => setOpen(false)}
        >
          需要时重新登录就好。
        </Dialog>
      )}
    </>
  )
}

describe('Dialog on H5', () => {
  beforeAll(() => {
    process.env.TARO_ENV = 'h5'
  })
  afterAll(() => {
    process.env.TARO_ENV = 'weapp'
  })

  function open(onConfirm?: () => void): HTMLElement {
    render(<Page {...(onConfirm ? { onConfirm } : {})} />)
    screen.getByText('退出').focus()
    fireEvent.click(screen.getByText('退出'))
    return screen.getByRole('alertdialog', { name: '退出这台设备？' })
  }

  it('puts the focus on the safe answer and says what follows', () => {
    expect(open()).toHaveAccessibleDescription('需要时重新登录就好。')
    expect(screen.getByRole('button', { name: '再想想' })).toHaveFocus()
  })

  it('keeps the Tab key inside', () => {
    open()
    fireEvent.keyDown(document, { key: 'Tab', shiftKey: true })
    expect(screen.getByRole('button', { name: '退出登录' })).toHaveFocus()
    fireEvent.keyDown(document, { key: 'Tab' })
    expect(screen.getByRole('button', { name: '再想想' })).toHaveFocus()
  })

  it('closes on Escape without doing anything, and gives the focus back', () => {
    const confirm = jest.fn()
    open(confirm)
    fireEvent.keyDown(document, { key: 'Escape' })
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
    expect(screen.getByText('退出')).toHaveFocus()
    expect(confirm).not.toHaveBeenCalled()
  })
})
