const attributes = ['hidden', 'type', 'open', 'style', 'dir', 'multiple']
const kindOf = (element: Element): string =>
  `${element.tagName} ${attributes.map((name) => element.getAttribute(name) ?? '-').join(' ')}`
const mayHideWhatIsInside = (element: Element): boolean =>
  Boolean(element.getAttribute('style')?.includes('visibility'))

const isElementRule = (rule: CSSRule): rule is CSSStyleRule =>
  'selectorText' in rule && !/::(before|after)$/.test(String(rule.selectorText))
const mayHide = (rule: CSSRule): boolean =>
  isElementRule(rule)
    ? ['display', 'visibility', 'opacity'].some((name) =>
        /^(none|hidden|collapse|0)/.test(rule.style.getPropertyValue(name)),
      )
    : 'media' in rule

/** Whether a sheet could hide an element; those of icons and of colours' names only dress it. */
const sheetsThatMayHide = () => {
  const known = new WeakMap<CSSStyleSheet, { rules: number; hides: boolean }>()
  return (sheet: CSSStyleSheet): boolean => {
    const rules = sheet.cssRules.length
    let told = known.get(sheet)
    if (told?.rules !== rules) known.set(sheet, (told = { rules, hides: [...sheet.cssRules].some(mayHide) }))
    return told.hides
  }
}

/**
 * For each look at an element's style jsdom matches all rules of its own style sheet against it and all
 * that it is in, which is half the time of a test that looks by role. Where the document has no style
 * sheet that hides anything, whether an element is shown depends on its kind alone, so each kind is asked
 * for once.
 */
export const rememberComputedStyles = (window: Window & typeof globalThis): void => {
  const ask = window.getComputedStyle.bind(window)
  const known = new Map<string, CSSStyleDeclaration>()
  const hides = sheetsThatMayHide()
  window.getComputedStyle = (element, pseudo) => {
    if ([...window.document.styleSheets].some(hides)) return ask(element, pseudo)
    for (let at: Element | null = element; at; at = at.parentElement)
      if (mayHideWhatIsInside(at)) return ask(element, pseudo)
    const kind = kindOf(element)
    let style = known.get(kind)
    if (!style) known.set(kind, (style = ask(element)))
    return style
  }
}
