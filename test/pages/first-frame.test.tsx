import { readFileSync } from 'node:fs'
import path from 'node:path'
import { act, render } from '@testing-library/react'
import { TabBar } from '@/components/tab-bar'
import { useCityStore } from '@/city-store'
import HomePage from '@/pages/home'
import { useSession } from '@/session'
import { phone } from '../doubles/taro'

const source = readFileSync(path.resolve(__dirname, '../../src/h5/first-frame.html'), 'utf8')
const frame = () => {
  const parsed = document.createElement('div')
  parsed.innerHTML = source.replace(/>\s+</g, '><')
  return parsed
}
const partOf = (element: Element, selector: string) => element.querySelector(selector)?.outerHTML

it('is what home draws while it asks, but for the greeting', () => {
  act(() => {
    useCityStore.setState({ city: null, figures: null })
    useSession.setState({ token: null, me: null })
  })
  phone.respond(() => undefined)
  const { container } = render(<HomePage />)
  const title = container.querySelector('.sky-title') as HTMLElement
  expect(title.textContent).toContain('欢迎你')
  title.textContent = '欢迎你'
  for (const part of ['.sky', '.main', '.toasts']) expect(partOf(frame(), part)).toBe(partOf(container, part))
  expect(frame().querySelector('.page')?.className).toBe(container.querySelector('.page')?.className)
})

it('has the tab bar of home', () => {
  const { container } = render(<TabBar current="home" />)
  expect(partOf(frame(), '.tabs')).toBe(partOf(container, '.tabs'))
})

describe('its script', () => {
  const run = () =>
    jest.isolateModulesAsync(async () => {
      await import('../../src/h5/first-frame')
    })
  beforeEach(() => {
    document.body.replaceChildren(frame())
    document.documentElement.className = ''
  })
  afterEach(() => localStorage.clear())
  const chosen = () => document.querySelector('#first-frame > .page')?.className

  it('gives it the theme and text size that the reader chose', async () => {
    localStorage.setItem(
      'settings',
      JSON.stringify({ data: JSON.stringify({ state: { theme: 'dark', textScale: 130 }, version: 0 }) }),
    )
    await run()
    expect(chosen()).toBe('page theme-dark s130')
    expect(document.documentElement.className).toBe('theme-dark s130')
  })

  it('gives it the colours that the city chose', async () => {
    const city = { brand: { palette: { light: { night: '#0b5a4e' }, dark: { 'sky-top': '#02100e' } } } }
    localStorage.setItem('city', JSON.stringify({ data: JSON.stringify({ state: { city }, version: 0 }) }))
    await run()
    const { style } = document.querySelector('#first-frame > .page') as HTMLElement
    expect([style.getPropertyValue('--l-night'), style.getPropertyValue('--d-sky-top')]).toEqual([
      '#0b5a4e',
      '#02100e',
    ])
  })

  it.each(['', '{', '{"data":1}', null])('leaves it alone when the phone keeps %p', async (kept) => {
    if (kept !== null) localStorage.setItem('settings', kept)
    await run()
    expect(chosen()).toBe('page theme-auto')
  })
})
