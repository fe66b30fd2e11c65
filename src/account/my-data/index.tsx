import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function MyDataPage() {
  return (
    <Page title="我的资料">
      <Skeleton />
    </Page>
  )
}
