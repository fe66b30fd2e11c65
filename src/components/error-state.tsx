import { Button } from './button'
import { Empty } from './empty'

export interface ErrorStateProps {
  /** What happened. */
  title?: string
  /** What is safe, and what to do next. */
  text?: string
  onRetry?(): unknown
}

/** Something went wrong in place of the content: what happened, what is safe, what to do next. */
export function ErrorState({ title = '没有连上网络', text = '已经保存的内容都还在。检查一下网络，再试一次。', onRetry }: ErrorStateProps) {
  return (
    <Empty
      icon="wifi-off"
      title={title}
      text={text}
      action={onRetry && <Button kind="secondary" icon="refresh-cw" onClick={onRetry}>再试一次</Button>}
    />
  )
}
