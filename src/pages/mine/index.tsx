import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function MinePage() {
  return (
    <Page title="我的" tab="mine">
      <Skeleton />
    </Page>
  )
}
