import type { ChainGaps } from '@jucai/contract/chains'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { useLoaded } from '../loading'
import { ChoiceField } from '../parts/field'
import { Bones, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Table } from '../parts/table'

type GapLink = ChainGaps['links'][number]

/** The new search of the pool, filled in for a post; whoever opens it still says why. */
const searchFor = ({ title, degrees, majorWords }: GapLink['posts'][number]): string =>
  `/pool?${new URLSearchParams({ new: '', title, degrees: degrees.join(), majors: majorWords.join('、') }).toString()}`

function OneLink({ link }: { link: GapLink }) {
  return (
    <Card title={link.name} extra={<span className="muted small">{`想招 ${link.wanted} 人`}</span>}>
      <p>{`人才库里可能合适：${link.pool}`}</p>
      <p className="second">
        {link.graduates.length === 0
          ? '今后 12 个月没有将要毕业、可能合适的人登记。'
          : `将要毕业：${link.graduates.map(({ month, people }) => `${month} ${people}`).join('；')}`}
      </p>
      {link.posts.length > 0 && (
        <Table label={`${link.name}缺的岗位`} columns={['岗位', '想招', '库里可能合适', '找人']}>
          {link.posts.map((post) => (
            <tr key={post.key}>
              <td>{post.title}</td>
              <td>{`${post.wanted} 人`}</td>
              <td>{post.pool}</td>
              <td>
                {/* A search needs a criterion; a post that asks for no study gives none. */}
                {post.degrees.length + post.majorWords.length > 0 && (
                  <Link to={searchFor(post)} aria-label={`找同意推荐的人：${post.title}`}>
                    找同意推荐的人
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  )
}

/** What each link of a chain lacks, against the pool and against graduates to come. */
export default function Gaps() {
  const chains = useLoaded('chains', () => call('GET /chains'))
  const [search] = useSearchParams()
  const [chosen, choose] = useState<string>(search.get('chain') ?? '')
  const key = chosen || chains.value?.chains[0]?.key || null
  const gaps = useLoaded(key === null ? null : `gaps:${key}`, () =>
    call('GET /chains/:chain/gaps', { params: { chain: key ?? '' } }),
  )
  return (
    <Page
      title="产业链缺口"
      lead="每个环节还缺多少人，人才库和将要毕业的人里可能有多少。只有人数，看不到任何人。"
    >
      <Failure error={chains.error ?? gaps.error} retry={chains.error ? chains.reload : gaps.reload} />
      {chains.value && (
        <ChoiceField
          label="产业链"
          required
          value={key ?? ''}
          options={chains.value.chains.map((chain) => ({ value: chain.key, label: chain.name }))}
          onChange={choose}
        />
      )}
      {!gaps.value && !gaps.error && !chains.error && (
        <Card>
          <Bones what="缺口" lines={8} />
        </Card>
      )}
      {gaps.value?.links.map((link) => (
        <OneLink key={link.key} link={link} />
      ))}
      {gaps.value && (
        <Card title={`怎么算的（${gaps.value.asOf}）`}>
          <ul>
            {gaps.value.definitions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  )
}
