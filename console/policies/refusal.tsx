import { extraOf, ProblemError } from '@jucai/contract/client'
import { Button } from 'antd'
import { wordsOf } from '../api'
import { Failure, Notice } from '../parts/notice'

/** Why a change was not saved: what a colleague changed meanwhile, or which sentences name what is wrong. */
export function Refusal({ error, reload }: { error: unknown; reload(): Promise<void> }) {
  const stale = extraOf(error, 'stale-version')
  if (stale)
    return (
      <Notice
        tone="care"
        alert
        title="同事刚刚改过草稿，您的还没有保存"
        action={<Button onClick={() => void reload()}>看新的草稿</Button>}
      >
        <ul>
          {(stale.changed ?? []).map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        您写的内容还在，看过之后可以再保存。
      </Notice>
    )
  if (error instanceof ProblemError && error.errors.length > 1)
    return (
      <Notice tone="bad" alert title={wordsOf(error).title}>
        <ul>
          {error.errors.map(({ pointer, detail }) => (
            <li key={`${pointer}${detail}`}>{detail}</li>
          ))}
        </ul>
      </Notice>
    )
  return <Failure error={error} />
}
