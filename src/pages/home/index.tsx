import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function HomePage() {
  return (
    <Page title="首页" tab="home" greeting="来星城市，慢慢发光" lead="政策、住房、见习、补贴，一个码都能办">
      <Skeleton />
    </Page>
  )
}
