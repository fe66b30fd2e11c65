import assert from 'node:assert/strict'
import { decodeBase45 } from '@jucai/contract/talent-code/base45'
import { decodeCbor } from '@jucai/contract/talent-code/cbor'
import { asMap, readSign1 } from '@jucai/contract/talent-code/cose'
import { claimLabels } from '@jucai/contract/talent-code/credential'
import { prefix, stepSeconds } from '@jucai/contract/talent-code/proof'
import type { Page } from 'playwright-core'
import { comesTrue } from './stage'

/** For which moment a text was made, in seconds of Unix time. */
const madeFor = (text: string): number => {
  const proof = readSign1(decodeCbor(decodeBase45(text.slice(prefix.length)) ?? new Uint8Array()))
  return Number(proof && asMap(decodeCbor(proof.payload))?.get(claimLabels.iat))
}

/**
 * Copies the text of the talent code that a phone shows. What was copied before is not taken for it; nor is a code that the
 * phone made by its own clock, before a reply told it the server's.
 */
export const copyCode = async (page: Page): Promise<string> => {
  const copy = page.getByRole('button', { name: /复制人才码文本/ }).filter({ visible: true })
  let text = ''
  await comesTrue(async () => {
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await copy.click()
    await comesTrue(async () => {
      text = await page.evaluate(() => navigator.clipboard.readText())
      assert.notEqual(text, '')
    })
    const { date } = (await page.request.get('/api/hostels')).headers()
    const ago = Date.parse(date ?? '') / 1000 - madeFor(text)
    assert.ok(Math.abs(ago) <= 1.5 * stepSeconds, `a code of ${ago} s ago`)
  })
  return text
}
