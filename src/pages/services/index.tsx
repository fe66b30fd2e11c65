import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function ServicesPage() {
  return (
    <Page title="服务" tab="services">
      <Skeleton />
    </Page>
  )
}
