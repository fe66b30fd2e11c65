import { useMemo, useState } from 'react'
import { Button as Node, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { urgencies, urgencyLabels } from '@jucai/contract/chain-vocabulary'
import type { ShownChain } from '@jucai/contract/chains'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { lacksMost, pictureOf, saidFeeds, wantedBy } from '../picture'
import { basisWords, urgencyIcons, urgencyTones } from '../words'
import '../chains.scss'

type Link = ShownChain['links'][number]
type Way = 'picture' | 'list'

/** One chain: a picture of its links, or the same as a list. */
export default function ChainPage() {
  const { params } = useRouter()
  const loaded = useLoaded(() => call('GET /chains/:chain', { params: { chain: params.key ?? '' } }))
  useShareAppMessage(() => ({
    title: loaded.data ? `${loaded.data.name}：哪个环节缺人` : '星城的产业链',
    path: `/chains/chain/index?key=${params.key ?? ''}`,
  }))
  return (
    <Page title={loaded.data?.name ?? '产业链'} up="/chains/list/index">
      <Loaded of={loaded}>{(chain) => <Drawn chain={chain} />}</Loaded>
    </Page>
  )
}

function Drawn({ chain }: { chain: ShownChain }) {
  const [way, setWay] = useState<Way>('picture')
  const [open, setOpen] = useState<Link>()
  return (
    <View className="stack">
      <View className="small">{chain.about}</View>
      <Choice
        label="怎么看"
        options={[
          { value: 'picture', label: '图' },
          { value: 'list', label: '列表' },
        ]}
        value={way}
        onChange={setWay}
      />
      {way === 'picture' ? (
        <Picture chain={chain} onOpen={setOpen} />
      ) : (
        chain.links.map((link) => (
          <Card key={link.key} title={link.name}>
            <LinkDetail chain={chain} link={link} />
          </Card>
        ))
      )}
      <Card title="图上的记号">
        <View aria-role="list">
          {urgencies.map((one) => (
            <View key={one} className="chain-sign" aria-role="listitem">
              <Icon name={urgencyIcons[one]} className={`chain-icon-${one}`} />
              <View>{`${urgencyLabels[one]}：${chain.published.urgencyMeans[one]}`}</View>
            </View>
          ))}
          <View className="chain-sign" aria-role="listitem">
            <Icon name="graduation-cap" />
            <View>应届可去：不要求工作年限、职称和人才层次的岗位</View>
          </View>
        </View>
      </Card>
      <View className="tiny">{basisWords(chain.published)}</View>
      {open && (
        <Sheet title={open.name} onClose={() => setOpen(undefined)}>
          <LinkDetail chain={chain} link={open} />
        </Sheet>
      )}
    </View>
  )
}

/** Rows of links from upstream to downstream; lines between them; what is missing by colour, sign and word. */
function Picture({ chain, onOpen }: { chain: ShownChain; onOpen(link: Link): void }) {
  const rows = useMemo(() => pictureOf(chain.links), [chain])
  return (
    <View className="chain-picture" aria-role="group" aria-label={`${chain.name}的环节图，从上游到下游`}>
      {rows.map(({ links, lines }, at) => (
        <View key={at}>
          <View className="chain-row">
            {links.map((link) => (
              <LinkNode key={link.key} chain={chain} link={link} onOpen={() => onOpen(link)} />
            ))}
          </View>
          {at < rows.length - 1 && (
            <View
              className="chain-lines"
              aria-hidden
              style={lines ? { WebkitMaskImage: `url("${lines}")`, maskImage: `url("${lines}")` } : {}}
            />
          )}
        </View>
      ))}
    </View>
  )
}

const graduatesIn = ({ posts }: Link): number => posts.filter(({ takesGraduates }) => takesGraduates).length
const lackWords = (link: Link): string => {
  const most = lacksMost(link)
  return most === null ? '不缺人' : `${urgencyLabels[most]}，缺 ${wantedBy(link)} 人`
}

function LinkNode({ chain, link, onOpen }: { chain: ShownChain; link: Link; onOpen(): void }) {
  const most = lacksMost(link)
  const graduates = graduatesIn(link)
  const { all, undrawn } = saidFeeds(chain.links, link)
  const drawn = all.filter((name) => !undrawn.includes(name))
  const lack = most === null ? '不缺人' : `缺 ${wantedBy(link)} 人`
  const also = undrawn.length > 0 ? `也供给${undrawn.join('、')}` : ''
  // What is seen is said first, so that whoever speaks to the phone can say what they see.
  const seen = [link.name, lack, graduates > 0 ? '应届可去' : '', also].filter(Boolean).join(' ')
  const said = [
    seen,
    ...(most === null ? [] : [urgencyLabels[most]]),
    `${link.members.length} 家单位`,
    ...(graduates > 0 ? [`应届 ${graduates} 个岗位`] : []),
    ...(drawn.length > 0 ? [`供给${drawn.join('、')}`] : []),
  ].join('，')
  return (
    <Node className={`chain-node chain-${most ?? 'fine'}`} aria-label={said} onClick={onOpen}>
      <View className="chain-name">{link.name}</View>
      <View className="chain-lack">
        <Icon name={most === null ? 'circle-check' : urgencyIcons[most]} />
        <View>{lack}</View>
      </View>
      {graduates > 0 && (
        <View className="chain-more">
          <Icon name="graduation-cap" />
          <View>应届可去</View>
        </View>
      )}
      {also && <View className="chain-more">{also}</View>}
    </Node>
  )
}

/** What one link is, whom it feeds, who is in it and what is missing. */
function LinkDetail({ chain, link }: { chain: ShownChain; link: Link }) {
  const { all } = saidFeeds(chain.links, link)
  return (
    <View className="stack">
      <View className="small">{link.about}</View>
      <View className="wrap">
        <Tag tone={lacksMost(link) === null ? 'good' : urgencyTones[lacksMost(link) ?? 'reserve']}>
          {lackWords(link)}
        </Tag>
        {graduatesIn(link) > 0 && <Tag tone="night">{`应届可去 ${graduatesIn(link)} 个岗位`}</Tag>}
      </View>
      {all.length > 0 && <View className="small">{`供给：${all.join('、')}`}</View>}
      <View className="small">
        {link.members.length === 0
          ? '在这个环节的单位：还没有，是要补的一环'
          : `在这个环节的单位：${link.members.map(({ name, verified }) => (verified ? `${name}（已核验）` : name)).join('、')}`}
      </View>
      {link.members.some(({ employer }) => employer) && (
        <CellGroup title="看这些单位和它们在招的">
          {link.members.map(
            ({ name, employer }) =>
              employer && <Cell key={employer} title={name} to={`/employers/profile/index?id=${employer}`} />,
          )}
        </CellGroup>
      )}
      {link.posts.length > 0 && (
        <CellGroup title="缺的岗位">
          {link.posts.map(({ key, title, wanted, urgency, takesGraduates }) => (
            <Cell
              key={key}
              title={title}
              note={takesGraduates ? '应届可以报' : undefined}
              value={`${urgencyLabels[urgency]}，${wanted} 人`}
              to={`/chains/post/index?key=${key}`}
            />
          ))}
        </CellGroup>
      )}
    </View>
  )
}
