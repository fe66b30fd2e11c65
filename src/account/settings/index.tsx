import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function SettingsPage() {
  return (
    <Page title="设置">
      <Skeleton />
    </Page>
  )
}
