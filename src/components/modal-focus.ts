import { useEffect, useRef, type RefObject } from 'react'

const focusable = 'a[href],button:not([disabled]),input:not([disabled]),select,textarea,[tabindex="0"]'

/**
 * Keeps the keyboard inside an open dialog on H5: the first control gets the focus, Tab goes round, Esc
 * closes, and the focus returns to where it was. On WeChat there is no keyboard focus to keep, so nothing
 * happens.
 */
export function useModalFocus(onClose: () => void): RefObject<HTMLElement> {
  const root = useRef<HTMLElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined
    const before = document.activeElement as HTMLElement | null
    const controls = () => [...(root.current?.querySelectorAll<HTMLElement>(focusable) ?? [])]
    // With a mouse the search field comes first; on a touch screen that would cover half the list with a
    // keyboard.
    const entry = window.matchMedia?.('(pointer: fine)').matches ? root.current?.querySelector('input') : null
    ;(entry ?? controls()[0])?.focus()

    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Escape') close.current()
      if (event.key !== 'Tab') return
      const list = controls()
      const first = list[0]
      const last = list[list.length - 1]
      const active = document.activeElement
      const outside = !root.current?.contains(active)
      if (event.shiftKey && (active === first || outside)) {
        event.preventDefault()
        last?.focus()
      } else if (!event.shiftKey && (active === last || outside)) {
        event.preventDefault()
        first?.focus()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      before?.focus()
    }
  }, [])
  return root
}
