import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function TodayPage() {
  return (
    <Page title="今日记录">
      <Skeleton />
    </Page>
  )
}
