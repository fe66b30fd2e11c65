import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function RecoverPage() {
  return (
    <Page title="找回账号">
      <Skeleton />
    </Page>
  )
}
