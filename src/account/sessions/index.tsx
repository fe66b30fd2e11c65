import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function SessionsPage() {
  return (
    <Page title="登录设备">
      <Skeleton />
    </Page>
  )
}
