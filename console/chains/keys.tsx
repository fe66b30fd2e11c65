import { Button } from 'antd'
import { useState } from 'react'

/** How keys of chains, links and posts are written. */
export const keyHint = '小写字母开头，只用小写字母、数字和横线，2 到 40 个；定下后不能改'
/** Whether something is written as a key. */
export const isKey = (text: string): boolean => /^[a-z][a-z0-9-]{1,39}$/.test(text)

/** Takes something out of the draft, once it is certain that this is meant. */
export function TakeOut({ what, busy, onYes }: { what: string; busy: boolean; onYes(): void }) {
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <Button danger onClick={() => setAsking(true)}>
        从草稿里删去
      </Button>
    )
  return (
    <>
      <Button danger loading={busy} onClick={onYes}>
        {`确认删去${what}`}
      </Button>
      <Button onClick={() => setAsking(false)}>不删</Button>
    </>
  )
}
