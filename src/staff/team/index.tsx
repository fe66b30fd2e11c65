import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function TeamPage() {
  return (
    <Page title="工作站成员">
      <Skeleton />
    </Page>
  )
}
