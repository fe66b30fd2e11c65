import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function HomePage() {
  return (
    <Page title="首页" tab="home">
      <Skeleton />
    </Page>
  )
}
