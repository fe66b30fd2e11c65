import { fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router-dom'
import { Navigation } from '../../console/navigation'
import { places } from '../../console/places'

const at = (address: string) =>
  render(
    <MemoryRouter initialEntries={[address]}>
      <Navigation mine={places} />
    </MemoryRouter>,
  )
const group = (name: string) => screen.getByRole('button', { name })
const link = (name: string) => screen.queryByRole('link', { name })

test('a group of places folds, stays folded for the next page, and opens again', () => {
  const first = at('/queue')
  expect(group('定规则')).toHaveAttribute('aria-expanded', 'true')
  expect(link('工作日历')).toBeVisible()
  fireEvent.click(group('定规则'))
  expect(group('定规则')).toHaveAttribute('aria-expanded', 'false')
  expect(link('工作日历')).toBeNull()
  first.unmount()
  at('/audit')
  expect(link('工作日历')).toBeNull()
  fireEvent.click(group('定规则'))
  expect(link('工作日历')).toBeVisible()
})

test('the group of the open page never folds away', () => {
  at('/calendar')
  fireEvent.click(group('定规则'))
  expect(link('工作日历')).toBeVisible()
  fireEvent.click(group('定规则'))
})
