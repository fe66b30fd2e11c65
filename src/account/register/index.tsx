import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function RegisterPage() {
  return (
    <Page title="人才登记">
      <Skeleton />
    </Page>
  )
}
