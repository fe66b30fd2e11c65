// Taro's layout primitives as semantic HTML: the role a component names decides the element.
import { createElement, forwardRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import Taro from '@tarojs/taro'
import '../theme/web.scss'
import { content, htmlAttributes, type Props } from './attributes'

const elementOfRole: Record<string, string> = {
  main: 'main',
  navigation: 'nav',
  banner: 'header',
  region: 'section',
  list: 'ul',
  listitem: 'li',
  paragraph: 'p',
}

/** Arrow keys move the choice inside a radio group, as they do between native radio buttons. */
function moveChoice(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')]
  const current = radios.indexOf(document.activeElement as HTMLElement)
  if (!step || current < 0) return
  event.preventDefault()
  const next = radios[(current + step + radios.length) % radios.length]
  next?.focus()
  next?.click()
}

const box = (fallback: string) =>
  forwardRef<HTMLElement, Props>((props, ref) => {
    const { role, 'aria-level': level, ...attributes } = htmlAttributes(props)
    if (role === 'heading')
      return createElement(`h${Number(level ?? 2)}`, { ref, ...attributes }, content(props))
    const element = elementOfRole[String(role)]
    // Safari forgets that a list without bullets is a list, unless it is told.
    const kept = element && role !== 'list' ? undefined : role
    const keys = role === 'radiogroup' ? { onKeyDown: moveChoice } : {}
    return createElement(element ?? fallback, { ref, role: kept, ...keys, ...attributes }, content(props))
  })

/** A box, as whichever element its role asks for. */
export const View = box('div')
/** Words within a line, likewise. */
export const Text = box('span')
/** A browser needs no portal: fixed boxes are fixed to the window. */
export const RootPortal = View

/** Children without a box of their own. */
export const Block = ({ children }: Props) => children as ReactNode

/** Taro wraps every page in this one when components are HTML. */
export const PullDownRefresh = Block

/** A label of the control inside it. */
export const Label = forwardRef<HTMLLabelElement, Props>((props, ref) =>
  createElement('label', { ref, ...htmlAttributes(props), htmlFor: props.for }, content(props)),
)

/** A picture. */
export const Image = forwardRef<HTMLImageElement, Props>((props, ref) =>
  createElement('img', {
    ref,
    ...htmlAttributes(props),
    src: props.src,
    alt: props['aria-label'] ?? '',
    onLoad: props.onLoad,
    onError: props.onError,
  }),
)

/** A scroll area that reports when its lower end is near, as `onScrollToLower` does in a mini-program. */
export const ScrollView = forwardRef<HTMLDivElement, Props>((props, ref) =>
  createElement(
    'div',
    {
      ref,
      ...htmlAttributes(props),
      onScroll(event: { currentTarget: HTMLDivElement }) {
        const { scrollTop, clientHeight, scrollHeight } = event.currentTarget
        if (scrollHeight - scrollTop - clientHeight < 80 && typeof props.onScrollToLower === 'function')
          (props.onScrollToLower as () => void)()
      },
    },
    content(props),
  ),
)

/** A real link, so that it can be opened in a new tab, copied and followed by a crawler. */
export const Navigator = forwardRef<HTMLAnchorElement, Props>((props, ref) => {
  const url = String(props.url)
  return createElement(
    'a',
    {
      ref,
      ...htmlAttributes(props),
      href: url,
      onClick(event: MouseEvent) {
        if (typeof props.onClick === 'function') (props.onClick as (event: MouseEvent) => void)(event)
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        void (props.openType === 'switchTab'
          ? Taro.switchTab({ url })
          : props.openType === 'redirect'
            ? Taro.redirectTo({ url })
            : Taro.navigateTo({ url }))
      },
    },
    content(props),
  )
})

/** WeChat's map has no place in a browser, where pages draw their own; this keeps the import whole. */
export { View as Map }
