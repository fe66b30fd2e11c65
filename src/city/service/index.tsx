import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function ServicePage() {
  return (
    <Page title="服务详情">
      <Skeleton />
    </Page>
  )
}
