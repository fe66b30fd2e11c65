import { useState } from 'react'
import { View } from '@tarojs/components'
import { factSourceLabels } from '@jucai/contract/policies/facts'
import { factWords } from '@jucai/contract/policies/people-words'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { BookPage } from '../book-page'
import { FactQuestion } from '../fact-question'
import type { Standing } from '../standing'
import { forgetTold, tell } from '../store'
import '../policies.scss'

/** What is known of who looks, by which everything is computed: to read, change and take back. */
export default function FactsPage() {
  return (
    <BookPage title="我的情况" up="/policies/mine/index">
      {(standing) => (
        <View className="stack">
          <OwnFacts standing={standing} />
        </View>
      )}
    </BookPage>
  )
}

/** What is known, with source and date; what one told oneself can be changed and taken back. */
function OwnFacts({ standing }: { standing: Standing }) {
  const signedIn = useSession(({ me }) => me !== null)
  const [changing, setChanging] = useState<string>()
  const [error, setError] = useState<string>()
  const { facts: definitions } = standing.prepared.book
  const known = definitions.filter(({ code }) => standing.facts[code])
  const definition = definitions.find(({ code }) => code === changing)
  if (known.length === 0)
    return (
      <Card>
        <Empty
          icon="user-round"
          title="还不知道你的情况"
          text="回答几个问题，就能逐项对照。"
          action={
            <Button kind="secondary" onClick={() => openPage('/policies/mine/index')}>
              去回答
            </Button>
          }
        />
      </Card>
    )
  const takeBack = async (code: string) => {
    setError(undefined)
    try {
      await tell(code, null)
      setChanging(undefined)
      toast('已删除')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <>
      <CellGroup title={`按这 ${known.length} 项算的`}>
        {known.map((one) => {
          const fact = standing.facts[one.code]
          if (!fact) return null
          const isTold = fact.source === 'self'
          return (
            <Cell
              key={one.code}
              title={one.label}
              note={`${factSourceLabels[fact.source]}，${dayText(fact.asOf)}`}
              value={factWords(one, fact.value)}
              {...(isTold ? { onClick: () => setChanging(one.code) } : {})}
              {...(fact.source === 'registration' ? { to: '/account/my-data/index' } : {})}
            />
          )
        })}
      </CellGroup>
      {!signedIn && (
        <Button wide kind="quiet" onClick={forgetTold}>
          清空这部手机上的回答
        </Button>
      )}
      {definition && (
        <Sheet title={definition.label} onClose={() => setChanging(undefined)}>
          <View className="stack">
            <FactQuestion
              definition={definition}
              value={standing.facts[definition.code]?.value}
              onDone={() => setChanging(undefined)}
            />
            {error && (
              <Notice kind="bad" title="没有删除成功" live>
                {error}
              </Notice>
            )}
            <Button wide kind="danger" onClick={() => takeBack(definition.code)}>
              删掉这一项
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
