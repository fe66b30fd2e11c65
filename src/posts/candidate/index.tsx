import { useRouter } from '@tarojs/taro'
import { Page } from '@/components/page'
import { CandidateView } from './view'

/** One candidate: what they agreed to show to this employer, and the answer. */
export default function CandidatePage() {
  const { employer = '', id = '' } = useRouter().params
  return (
    <Page title="一份投递" desk="column" up={`/posts/desk-posts/index?employer=${employer}`}>
      <CandidateView employer={employer} id={id} />
    </Page>
  )
}
