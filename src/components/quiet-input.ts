import { useCallback } from 'react'

interface NativeInput {
  props: Record<string, unknown>
  enqueueUpdate?: unknown
  setAttribute(name: string, value: unknown): void
  dispatchEvent(event: { type: string; mpEvent?: { detail: { value?: unknown } } }): boolean
}

const quiet = (element: NativeInput): void => {
  let typed: unknown
  const { setAttribute, dispatchEvent } = element
  element.dispatchEvent = function dispatch(event) {
    if (event.type === 'input' && event.mpEvent) typed = event.mpEvent.detail.value
    return dispatchEvent.call(this, event)
  }
  element.setAttribute = function set(name, value) {
    if (name === 'value' && value === (typed ?? this.props.value)) {
      this.props.value = value
      return
    }
    if (name === 'value') typed = undefined // what was typed is no longer what the view shows
    setAttribute.call(this, name, value)
  }
}

/**
 * For the `ref` of an input or textarea. Taro sends the value back to the view at every keystroke and whenever
 * anything of the page is drawn, all of it; the view shows it already, so with this it is only remembered. What the
 * program sets otherwise is sent as ever.
 */
export const useQuietInput = () =>
  useCallback((element: unknown) => {
    if (
      process.env.TARO_ENV === 'weapp' &&
      element &&
      typeof (element as NativeInput).enqueueUpdate === 'function'
    )
      quiet(element as NativeInput)
  }, [])
