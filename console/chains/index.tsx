import { urgencyLabels, type ChainBook } from '@jucai/contract/chain-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { Bones, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { actsColumn, Table } from '../parts/table'
import { ChainForm, newChain } from './chain-form'
import { newPost, PostForm } from './post-form'
import { Publication } from './publication'

/** What is being written: a chain or a post that is there, by its key, or a new one. */
type Editing = { what: 'chain' | 'post' | 'new-post'; key: string } | { what: 'new-chain' }

/** Chains and catalogue as the office keeps them: one draft, published by two. */
export default function Chains() {
  const draft = useLoaded('chain-draft', () => call('GET /chain-draft'))
  const versions = useLoaded('chain-versions', () => call('GET /chain-versions'))
  const [editing, edit] = useState<Editing>()
  const reload = async () => {
    await Promise.all([draft.reload(), versions.reload()])
  }
  const { value } = draft
  return (
    <Page
      title="产业链和紧缺目录"
      lead="改的都在草稿里；一个人提出，另一个人核对后整份发布，手机上立即是新的。"
    >
      <Failure error={draft.error} retry={draft.reload} />
      {!value && !draft.error && (
        <Card>
          <Bones what="草稿" lines={8} />
        </Card>
      )}
      {value && <Publication draft={value} reload={reload} />}
      {value && editing && (
        <Form
          book={value.book}
          revision={value.revision}
          editing={editing}
          onClose={() => edit(undefined)}
          onDone={async () => {
            edit(undefined)
            await draft.reload()
          }}
        />
      )}
      {value && <ChainTable book={value.book} onEdit={edit} />}
      {value && <PostTable book={value.book} onEdit={edit} />}
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

function Form({
  book,
  editing,
  ...rest
}: {
  book: ChainBook
  editing: Editing
  revision: number
  onDone(): Promise<void>
  onClose(): void
}) {
  if (editing.what === 'new-chain') return <ChainForm key="new-chain" chain={newChain} isNew {...rest} />
  const { what, key } = editing
  if (what === 'post') {
    const post = book.posts.find((one) => one.key === key)
    return post ? <PostForm key={key} book={book} post={post} {...rest} /> : null
  }
  const chain = book.chains.find((one) => one.key === key)
  if (!chain) return null
  return what === 'chain' ? (
    <ChainForm key={`chain ${key}`} chain={chain} isNew={false} {...rest} />
  ) : (
    <PostForm key={`new ${key}`} book={book} post={newPost(chain)} isNew {...rest} />
  )
}

interface TableProps {
  book: ChainBook
  onEdit(editing: Editing): void
}
function ChainTable({ book, onEdit }: TableProps) {
  return (
    <Card
      title={`产业链 ${book.chains.length} 条`}
      extra={<Button onClick={() => onEdit({ what: 'new-chain' })}>新增一条产业链</Button>}
    >
      <Table label="产业链" columns={['产业链', '环节', '单位', '紧缺岗位', actsColumn]}>
        {book.chains.map((chain) => (
          <tr key={chain.key}>
            <td>{chain.name}</td>
            <td>{`${chain.links.length} 个`}</td>
            <td>{`${chain.links.reduce((sum, { members }) => sum + members.length, 0)} 家`}</td>
            <td>{`${book.posts.filter((post) => post.chain === chain.key).length} 个`}</td>
            <td>
              <Button
                size="small"
                aria-label={`修改产业链“${chain.name}”`}
                onClick={() => onEdit({ what: 'chain', key: chain.key })}
              >
                修改
              </Button>
              <Button
                size="small"
                aria-label={`在“${chain.name}”新增岗位`}
                onClick={() => onEdit({ what: 'new-post', key: chain.key })}
              >
                新增岗位
              </Button>
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}

function PostTable({ book, onEdit }: TableProps) {
  return (
    <Card title={`岗位 ${book.posts.length} 个`}>
      <Table label="急需紧缺岗位" columns={['岗位', '产业链', '紧缺程度', '想招', actsColumn]}>
        {book.posts.map((one) => (
          <tr key={one.key}>
            <td>{one.title}</td>
            <td>{book.chains.find(({ key }) => key === one.chain)?.name ?? one.chain}</td>
            <td>{urgencyLabels[one.urgency]}</td>
            <td>{`${one.wanted} 人`}</td>
            <td>
              <Button
                size="small"
                aria-label={`修改“${one.title}”`}
                onClick={() => onEdit({ what: 'post', key: one.key })}
              >
                修改
              </Button>
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}
