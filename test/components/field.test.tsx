import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { Choice, Choices } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { TextInput } from '@/components/text-input'

describe('Field', () => {
  it('ties label, hint and error to the input', () => {
    render(
      <TextInput
        label="证件号码"
        hint="只用来核对身份"
        error="少了 1 位"
        value="1"
        onChange={() => undefined}
      />,
    )
    const input = screen.getByLabelText('证件号码')
    expect(input).toHaveAccessibleDescription('只用来核对身份 少了 1 位')
    expect(input).toBeInvalid()
    expect(screen.getByRole('alert')).toHaveTextContent('少了 1 位')
  })

  it('says 选填 beside what is not needed, and asks no error where there is none', () => {
    render(<TextInput label="补充" required={false} value="" onChange={() => undefined} />)
    expect(screen.getByText('选填')).toBeInTheDocument()
    expect(screen.getByLabelText('补充')).toBeValid()
  })
})

const degrees = [
  { value: 'bachelor', label: '本科' },
  { value: 'master', label: '硕士' },
] as const

function Degree() {
  const [degree, setDegree] = useState<'bachelor' | 'master'>()
  return <Choice label="学历" options={degrees} value={degree} onChange={setDegree} />
}

describe('Choice', () => {
  it('is a radio group that arrow keys move through', () => {
    render(<Degree />)
    const group = screen.getByRole('radiogroup', { name: '学历' })
    screen.getByRole('radio', { name: '本科' }).focus()
    fireEvent.keyDown(group, { key: 'ArrowRight' })
    expect(screen.getByRole('radio', { name: '硕士' })).toBeChecked()
    expect(screen.getByRole('radio', { name: '硕士' })).toHaveFocus()
    fireEvent.keyDown(group, { key: 'ArrowRight' })
    expect(screen.getByRole('radio', { name: '本科' })).toBeChecked()
  })

  it('keeps several answers in the order of the options', () => {
    const choose = jest.fn()
    render(<Choices label="学历" options={degrees} value={['master']} onChange={choose} />)
    fireEvent.click(screen.getByRole('checkbox', { name: '本科' }))
    expect(choose).toHaveBeenCalledWith(['bachelor', 'master'])
  })
})

describe('DatePicker', () => {
  it('reports a date once it is whole, and never a day the month does not have', () => {
    const change = jest.fn()
    render(<DatePicker label="出生日期" value="" start="2000-01-01" end="2008-12-31" onChange={change} />)
    const choose = (name: string, value: string) =>
      fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } })
    choose('年', '2003')
    choose('日', '31')
    expect(change).not.toHaveBeenCalled()
    choose('月', '02')
    expect(change).toHaveBeenCalledWith('2003-02-28')
  })
})
