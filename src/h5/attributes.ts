import type { ReactNode } from 'react'

/** Props as a mini-program component receives them; each element picks what HTML understands. */
export type Props = Record<string, unknown>

/** The children, typed again: forwardRef forgets the type of a known key beside an index signature. */
export function content(props: Props): ReactNode {
  return props.children as ReactNode
}

const htmlAttribute =
  /^(id|className|style|role|title|tabIndex|autoComplete|inputMode|onClick|onTouch\w+|onFocus|onBlur|onKeyDown|onTransitionEnd|onAnimationEnd|data-.+|aria-.+)$/

/** The props that mean the same in HTML; `aria-role` and the camel-case spellings become their HTML names. */
export function htmlAttributes(props: Props): Record<string, unknown> {
  const attributes: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(props)) {
    if (key === 'ariaLabel') attributes['aria-label'] = value
    else if (key === 'aria-role' || key === 'ariaRole') attributes.role = value
    else if (htmlAttribute.test(key)) attributes[key] = value
  }
  return attributes
}

/** Calls a mini-program handler with the event shape it expects: the value under `detail`. */
export function emit(
  handler: unknown,
  event: { stopPropagation(): void; preventDefault(): void },
  value: unknown,
): void {
  if (typeof handler !== 'function') return
  ;(handler as (event: object) => void)({
    detail: { value },
    stopPropagation: () => event.stopPropagation(),
    preventDefault: () => event.preventDefault(),
  })
}
