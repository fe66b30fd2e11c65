const attributes = ['hidden', 'type', 'open', 'style', 'dir', 'multiple']
const kindOf = (element: Element): string =>
  `${element.tagName} ${attributes.map((name) => element.getAttribute(name) ?? '-').join(' ')}`
const mayHideWhatIsInside = (element: Element): boolean =>
  Boolean(element.getAttribute('style')?.includes('visibility'))

/**
 * For each look at an element's style jsdom matches all rules of its own style sheet against it and all
 * that it is in, which is half the time of a test that looks by role. Where the document has no style
 * sheet, the answer depends on the kind of element alone, so each kind is asked for once.
 */
export const rememberComputedStyles = (window: Window & typeof globalThis): void => {
  const ask = window.getComputedStyle.bind(window)
  const known = new Map<string, CSSStyleDeclaration>()
  window.getComputedStyle = (element, pseudo) => {
    if (window.document.styleSheets.length > 0) return ask(element, pseudo)
    for (let at: Element | null = element; at; at = at.parentElement)
      if (mayHideWhatIsInside(at)) return ask(element, pseudo)
    const kind = kindOf(element)
    let style = known.get(kind)
    if (!style) known.set(kind, (style = ask(element)))
    return style
  }
}
