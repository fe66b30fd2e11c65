import type { ComponentSpace } from 'glass-easel'

// Attributes that the page's markup gives each of WeChat's own components, as far as this app uses them.
const attributes: Record<string, string> = {
  view: '',
  text: '',
  block: '',
  label: 'for',
  'cover-view': '',
  form: '',
  'scroll-view': 'scroll-x scroll-y scroll-top scroll-into-view',
  swiper: 'current',
  'swiper-item': '',
  picker: 'mode range range-key value start end fields disabled',
  'picker-view': 'value',
  'picker-view-column': '',
  icon: '',
  progress: 'percent',
  'rich-text': 'nodes',
  navigator: 'url',
  canvas: 'type',
  video: 'src',
  map: '',
  'web-view': 'src',
  'page-meta': '',
  'root-portal': '',
  image: 'src mode',
  button: 'disabled type form-type open-type loading',
  input: 'value type placeholder disabled maxlength password name focus',
  textarea: 'value placeholder disabled maxlength name focus',
  switch: 'checked disabled',
  checkbox: 'value checked disabled',
  radio: 'value checked disabled',
  'checkbox-group': '',
  'radio-group': '',
  slider: 'value',
}
const aria = [
  'role',
  'label',
  'hidden',
  'checked',
  'selected',
  'expanded',
  'live',
  'disabled',
  'labelledby',
  'describedby',
  'invalid',
  'required',
  'current',
  'level',
  'modal',
  'valuenow',
].map((name) => `aria-${name}`)

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

const show = (tag: string, name: string, element: HTMLElement, value: unknown) => {
  const attribute = name === 'aria-role' ? 'role' : name
  if (name === 'value' && 'value' in element && typeof value !== 'object') {
    ;(element as HTMLInputElement).value = String(value ?? '')
    return
  }
  if (name === 'type' && tag === 'input') {
    element.setAttribute('type', 'text')
    return
  }
  const absent =
    value === undefined ||
    value === null ||
    value === false ||
    (value === '' && /^(disabled|focus|checked)$/.test(name))
  if (absent) element.removeAttribute(attribute)
  else if (typeof value !== 'object')
    element.setAttribute(attribute, value === true && !name.startsWith('aria') ? '' : String(value))
}

/**
 * Registers WeChat's own components as real ones, so that attributes are properties and `bindtap` is a
 * mini-program event.
 */
export const registerElements = (space: ComponentSpace): void => {
  for (const [tag, names] of Object.entries(attributes)) {
    const properties: Record<string, { type: null; value: undefined }> = {}
    const observers: Record<string, (this: { $$: HTMLElement | null }, value: unknown) => void> = {}
    for (const name of [...names.split(' ').filter(Boolean), ...aria]) {
      properties[camel(name)] = { type: null, value: undefined }
      observers[camel(name)] = function observe(value) {
        if (this.$$) show(tag, name, this.$$, value)
      }
    }
    const definition = space
      .define(`wx-${tag}`)
      .options({ virtualHost: false })
      .definition({
        properties,
        observers,
        lifetimes: {
          attached(this: { $$: HTMLElement; dataset?: { sid?: string }; id?: string }) {
            this.$$.dataset.sid = this.dataset?.sid ?? ''
            if (this.id) this.$$.id = this.id
          },
        },
      })
      .registerComponent()
    space.setGlobalUsingComponent(tag, definition.general() as never)
  }
}
