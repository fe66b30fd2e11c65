import { act, fireEvent, render, screen } from '@testing-library/react'
import { Button } from '@/components/button'

describe('Button', () => {
  it('ignores a second tap while the first one still works, and takes taps again afterwards', async () => {
    let settle = () => undefined as void
    const send = jest.fn(() => new Promise<void>((resolve) => (settle = resolve)))
    render(<Button onClick={send}>提交</Button>)
    const button = screen.getByRole('button')
    // Both before React renders anything, as two quick taps arrive.
    act(() => {
      button.click()
      button.click()
    })
    fireEvent.click(button)
    expect(send).toHaveBeenCalledTimes(1)
    expect(button).toHaveTextContent('请稍候…')
    await act(async () => settle())
    expect(button).toHaveTextContent('提交')
    fireEvent.click(button)
    expect(send).toHaveBeenCalledTimes(2)
    await act(async () => settle())
  })

  it('says why it cannot be used', () => {
    const send = jest.fn()
    render(
      <Button disabledReason="先勾选同意隐私说明" onClick={send}>
        下一步
      </Button>,
    )
    fireEvent.click(screen.getByRole('button', { name: '下一步' }))
    expect(screen.getByRole('button')).toBeDisabled()
    expect(screen.getByText('先勾选同意隐私说明')).toBeInTheDocument()
    expect(send).not.toHaveBeenCalled()
  })
})
