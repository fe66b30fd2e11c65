import { useState, type ReactNode } from 'react'
import { Image } from '@tarojs/components'
import { call } from '@/api'
import { Sheet } from '@/components/sheet'
import { showFile } from '@/show-file'
import { wordsOf } from '@/words/problems'

/** Opens one of the reader's own files on this phone: how, what stood in the way, and the sheet where the page shows it. */
export function useLook(
  id: string,
  name: string,
): { look(): Promise<void>; problem: string | undefined; sheet: ReactNode } {
  const [picture, setPicture] = useState<string>()
  const [problem, setProblem] = useState<string>()
  async function look(): Promise<void> {
    setProblem(undefined)
    try {
      const content = await call('GET /me/evidence/:evidence/content', { params: { evidence: id } })
      setPicture((await showFile(content)) ?? undefined)
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  const sheet = picture && (
    <Sheet title={name} onClose={() => setPicture(undefined)}>
      <Image className="file-picture" src={picture} mode="widthFix" aria-label={name} />
    </Sheet>
  )
  return { look, problem, sheet }
}
