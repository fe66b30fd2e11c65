import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function TimelinePage() {
  return (
    <Page title="足迹">
      <Skeleton />
    </Page>
  )
}
