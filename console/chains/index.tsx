import { urgencyLabels } from '@jucai/contract/chain-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { Bones, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { actsColumn, Table } from '../parts/table'
import { PostForm } from './post-form'
import { Publication } from './publication'

/** Chains and catalogue as the office keeps them: one draft, published by two. */
export default function Chains() {
  const draft = useLoaded('chain-draft', () => call('GET /chain-draft'))
  const versions = useLoaded('chain-versions', () => call('GET /chain-versions'))
  const [editing, edit] = useState<string>()
  const reload = async () => {
    await Promise.all([draft.reload(), versions.reload()])
  }
  const book = draft.value?.book
  const post = book?.posts.find(({ key }) => key === editing)
  return (
    <Page
      title="产业链和紧缺目录"
      lead="改的都在草稿里；一个人提出，另一个人核对后整份发布，手机上立即是新的。"
    >
      <Failure error={draft.error} retry={draft.reload} />
      {!draft.value && !draft.error && (
        <Card>
          <Bones what="草稿" lines={8} />
        </Card>
      )}
      {draft.value && <Publication draft={draft.value} reload={reload} />}
      {draft.value && book && post && (
        <PostForm
          key={post.key}
          book={book}
          post={post}
          revision={draft.value.revision}
          onClose={() => edit(undefined)}
          onDone={async () => {
            edit(undefined)
            await draft.reload()
          }}
        />
      )}
      {book && (
        <Card title={`岗位 ${book.posts.length} 个`}>
          <Table label="急需紧缺岗位" columns={['岗位', '产业链', '紧缺程度', '想招', actsColumn]}>
            {book.posts.map((one) => (
              <tr key={one.key}>
                <td>{one.title}</td>
                <td>{book.chains.find(({ key }) => key === one.chain)?.name ?? one.chain}</td>
                <td>{urgencyLabels[one.urgency]}</td>
                <td>{`${one.wanted} 人`}</td>
                <td>
                  <Button size="small" aria-label={`修改“${one.title}”`} onClick={() => edit(one.key)}>
                    修改
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        </Card>
      )}
      {versions.value && (
        <Card title="发布过的">
          {versions.value.items.map((version) => (
            <section key={version.version}>
              <h3>{`第 ${version.version} 版，${moment(version.publishedAt)}，${version.source}`}</h3>
              <p className="second">{`${version.proposedBy ?? '文件'}提出，${version.by ?? '文件'}发布`}</p>
              <ul>
                {version.changes.slice(0, 30).map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </section>
          ))}
        </Card>
      )}
    </Page>
  )
}
