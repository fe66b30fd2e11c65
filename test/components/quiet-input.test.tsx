import { renderHook } from '@testing-library/react'
import { useQuietInput } from '@/components/quiet-input'

/** An input as Taro makes it, with what it would hand to the view. */
const nativeInput = () => {
  const sent: unknown[] = []
  const input = {
    props: {} as Record<string, unknown>,
    enqueueUpdate: () => undefined,
    setAttribute(name: string, value: unknown) {
      this.props[name] = value
      sent.push(value)
    },
    dispatchEvent: () => true,
  }
  const { result } = renderHook(() => useQuietInput())
  result.current(input)
  const typed = input as typeof input & { dispatchEvent(event: object): boolean }
  return {
    sent,
    /** The reader types, and the program takes it over. */
    type: (value: string) => {
      typed.dispatchEvent({ type: 'input', mpEvent: { detail: { value } } })
      input.setAttribute('value', value)
    },
    set: (value: string) => input.setAttribute('value', value),
    value: () => input.props.value,
  }
}

it('does not send back what was typed, which the view shows already', () => {
  const input = nativeInput()
  input.type('A')
  input.type('A2')
  expect(input.sent).toEqual([])
  expect(input.value()).toBe('A2')
})

it('shows what the program sets, also when it is what was last typed', () => {
  const input = nativeInput()
  input.type('A2')
  input.set('B')
  input.set('A2')
  expect(input.sent).toEqual(['B', 'A2'])
})

it('does not send again what it set before, when something else of the page is drawn', () => {
  const input = nativeInput()
  input.set('')
  input.set('')
  expect(input.sent).toEqual([''])
  input.type('A')
  input.set('')
  expect(input.sent).toEqual(['', ''])
  expect(input.value()).toBe('')
})
