import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function ScanPage() {
  return (
    <Page title="扫码核验">
      <Skeleton />
    </Page>
  )
}
