import { useState } from 'react'
import { Image } from '@tarojs/components'
import { call } from '@/api'
import { Cell } from '@/components/cell'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { showFile } from '@/show-file'
import { wordsOf } from '@/words/problems'

/** A file that came with a job application; to open it is a look on record, which its owner reads. */
export function AttachedFile({
  file: { id, fileName },
  of,
}: {
  file: { id: string; fileName: string }
  of: { employer: string; jobApplication: string }
}) {
  const [picture, setPicture] = useState<string>()
  const [problem, setProblem] = useState<string>()
  async function look(): Promise<void> {
    setProblem(undefined)
    try {
      const content = await call(
        'GET /employers/:employer/job-applications/:jobApplication/files/:evidence',
        {
          params: { ...of, evidence: id },
        },
      )
      setPicture((await showFile(content)) ?? undefined)
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  return (
    <>
      <Cell icon="file-text" title={fileName} note="打开会留下记录，对方看得到" onClick={look} />
      {problem && (
        <Notice kind="bad" title="打不开" live>
          {problem}
        </Notice>
      )}
      {picture && (
        <Sheet title={fileName} onClose={() => setPicture(undefined)}>
          <Image className="post-picture" src={picture} mode="widthFix" aria-label={fileName} />
        </Sheet>
      )}
    </>
  )
}
