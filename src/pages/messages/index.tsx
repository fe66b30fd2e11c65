import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function MessagesPage() {
  return (
    <Page title="消息" tab="messages">
      <Skeleton />
    </Page>
  )
}
