import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function ConsentsPage() {
  return (
    <Page title="授权与隐私">
      <Skeleton />
    </Page>
  )
}
