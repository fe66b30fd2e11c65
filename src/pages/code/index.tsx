import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function CodePage() {
  return (
    <Page title="人才码" tab="code">
      <Skeleton />
    </Page>
  )
}
