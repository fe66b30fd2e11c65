import type { Locator, Page } from 'playwright-core'
import { tap } from './story-flats'

/**
 * Asks for the code of a signature on what is open, reads it as the message to that number would carry it, and gives it.
 * @param confirm the button that signs
 */
export const giveCode = async (
  page: Page,
  on: Page | Locator,
  { phone, confirm }: { phone: string; confirm: string },
): Promise<void> => {
  await tap(on, '发送验证码')
  const field = on.getByRole('textbox', { name: '验证码' }).filter({ visible: true })
  await field.waitFor()
  const reply = await page.request.get(`/api/sample/sms-codes/${phone}`)
  await field.fill(((await reply.json()) as { code: string }).code)
  await tap(on, confirm)
}
