import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { PickerSheet, type PickerOption, type PickerSheetProps } from '@/components/picker-sheet'

const schools: PickerOption[] = [
  ...Array.from({ length: 100 }, (_, index) => ({ value: `s${index}`, label: `星城第${index + 1}学院` })),
  { value: 'ocean', label: '东海大学', note: '海城市', keywords: 'dhdx donghai' },
]

function open(props: Partial<PickerSheetProps> = {}): {
  sheet: HTMLElement
  search: HTMLElement
  change: jest.Mock
} {
  const change = jest.fn()
  render(<PickerSheet label="毕业院校" value={undefined} options={schools} onChange={change} {...props} />)
  fireEvent.click(screen.getByRole('button', { name: '毕业院校，请选择' }))
  const sheet = screen.getByRole('dialog', { name: '毕业院校' })
  return { sheet, search: within(sheet).getByLabelText('搜索毕业院校'), change }
}
const type = (search: HTMLElement, value: string) => fireEvent.change(search, { target: { value } })

describe('PickerSheet', () => {
  it('finds by name, by note and by pinyin, and closes with the choice', () => {
    const { sheet, search, change } = open()
    for (const query of ['东海', '海城', 'DHDX', ' donghai ']) {
      type(search, query)
      expect(within(sheet).getByText('共 1 项')).toBeInTheDocument()
    }
    fireEvent.click(within(sheet).getByRole('button', { name: /东海大学/ }))
    expect(change).toHaveBeenCalledWith(expect.objectContaining({ value: 'ocean' }))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('shows a long list page by page, and starts over with a new query', () => {
    const { sheet, search } = open()
    const rows = () => within(sheet).getAllByRole('button', { name: /学院/ }).length
    expect(rows()).toBe(40)
    fireEvent.click(within(sheet).getByRole('button', { name: '显示更多' }))
    expect(rows()).toBe(80)
    type(search, '学院')
    expect(rows()).toBe(40)
  })

  it('says what to do when nothing is found', () => {
    const { sheet, search } = open({ notFound: '试试学校全称' })
    type(search, '没有这所')
    expect(within(sheet).getByText('没有找到“没有这所”')).toBeInTheDocument()
    expect(within(sheet).getByText('试试学校全称')).toBeInTheDocument()
  })

  it('asks the server once a pause, and drops late answers to older queries', async () => {
    jest.useFakeTimers()
    const answers = new Map<string, (options: PickerOption[]) => void>()
    const find = jest.fn(
      (query: string) => new Promise<PickerOption[]>((resolve) => answers.set(query, resolve)),
    )
    const { sheet, search } = open({ options: find })
    const pause = () =>
      act(async () => {
        await jest.advanceTimersByTimeAsync(250)
      })
    await pause()
    type(search, '东')
    type(search, '东海')
    await pause()
    expect(find.mock.calls.map(([query]) => query)).toEqual(['', '东海'])
    await act(async () => answers.get('东海')?.([{ value: 'ocean', label: '东海大学' }]))
    await act(async () => answers.get('')?.(schools))
    expect(within(sheet).getByText('共 1 项')).toBeInTheDocument()
    jest.useRealTimers()
  })
})
