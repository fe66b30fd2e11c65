// Taro's form primitives as the browser's own controls, so that keyboard, autofill and screen readers work
// by themselves.
import {
  createElement,
  forwardRef,
  type ChangeEvent,
  type FocusEvent,
  type FormEvent,
  type KeyboardEvent,
} from 'react'
import { content, emit, htmlAttributes, type Props } from './attributes'

/** A real button, which keyboards and screen readers know. */
export const Button = forwardRef<HTMLButtonElement, Props>((props, ref) =>
  createElement(
    'button',
    {
      ref,
      ...htmlAttributes(props),
      type: props.formType === 'submit' || props.formType === 'reset' ? props.formType : 'button',
      disabled: Boolean(props.disabled),
    },
    content(props),
  ),
)

// Digits are typed on a number pad but kept as text: a document number may begin with 0 or end with X.
const inputModes: Record<string, string> = { number: 'numeric', digit: 'decimal', tel: 'tel' }

const entry = (element: 'input' | 'textarea') =>
  forwardRef<HTMLInputElement, Props>((props, ref) =>
    createElement(element, {
      ref,
      ...htmlAttributes(props),
      ...(element === 'input'
        ? { type: props.password ? 'password' : 'text', inputMode: inputModes[String(props.type)] }
        : {}),
      ...(props.value === undefined ? { defaultValue: props.defaultValue } : { value: props.value }),
      name: props.name,
      placeholder: props.placeholder,
      disabled: Boolean(props.disabled),
      maxLength: Number(props.maxlength) > 0 ? Number(props.maxlength) : undefined,
      onChange: (event: ChangeEvent<HTMLInputElement>) => emit(props.onInput, event, event.target.value),
      onFocus: (event: FocusEvent<HTMLInputElement>) => emit(props.onFocus, event, event.target.value),
      onBlur: (event: FocusEvent<HTMLInputElement>) => emit(props.onBlur, event, event.target.value),
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        // Enter also ends a word in an input method, where it must not submit.
        if (event.key === 'Enter' && !event.nativeEvent.isComposing)
          emit(props.onConfirm, event, event.currentTarget.value)
      },
    }),
  )

/** One line of typing. */
export const Input = entry('input')
/** Several lines of typing. */
export const Textarea = entry('textarea')

/** A switch, as a checkbox with that role. */
export const Switch = forwardRef<HTMLInputElement, Props>((props, ref) =>
  createElement('input', {
    ref,
    ...htmlAttributes(props),
    type: 'checkbox',
    role: 'switch',
    checked: Boolean(props.checked),
    disabled: Boolean(props.disabled),
    onChange: (event: ChangeEvent<HTMLInputElement>) => emit(props.onChange, event, event.target.checked),
  }),
)

/** A form that is never sent by the browser itself. */
export const Form = forwardRef<HTMLFormElement, Props>((props, ref) =>
  createElement(
    'form',
    {
      ref,
      ...htmlAttributes(props),
      noValidate: true,
      onSubmit(event: FormEvent<HTMLFormElement>) {
        event.preventDefault()
        emit(props.onSubmit, event, Object.fromEntries(new FormData(event.currentTarget)))
      },
    },
    content(props),
  ),
)
