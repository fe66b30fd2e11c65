import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function JoinStaffPage() {
  return (
    <Page title="加入工作人员">
      <Skeleton />
    </Page>
  )
}
