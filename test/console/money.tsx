import { fireEvent, screen, within } from '@testing-library/react'

/** Types into a field of a dialog. */
export const type = (dialog: HTMLElement, name: string | RegExp, text: string): void => {
  fireEvent.change(within(dialog).getByRole('textbox', { name }), { target: { value: text } })
}
/** Presses a button of a dialog. */
export const press = (dialog: HTMLElement, name: string | RegExp): void => {
  fireEvent.click(within(dialog).getByRole('button', { name }))
}
/** The dialog that is open, when it is. */
export const dialogOf = (): Promise<HTMLElement> => screen.findByRole('dialog')
