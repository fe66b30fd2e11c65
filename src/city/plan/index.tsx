import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function PlanPage() {
  return (
    <Page title="聚才计划">
      <Skeleton />
    </Page>
  )
}
