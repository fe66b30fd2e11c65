import { useState } from 'react'
import { View } from '@tarojs/components'
import { dayInChina } from '@jucai/contract/china-time'
import type { LooseEvidence } from '@jucai/contract/evidence'
import { toldApart } from '@jucai/contract/text'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { toast } from '@/components/toast'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { useLook } from '../evidence/look'
import { sizeText } from '../evidence/picture-size'
import { markDeleted } from '../evidence/uploads'
import '@/components/cell.scss'
import '../evidence/evidence.scss'
import './files.scss'

type Named = { file: LooseEvidence; name: string }
const named = (files: LooseEvidence[]): Named[] => {
  const names = toldApart(files.map(({ fileName }) => fileName))
  return files.map((file, at) => ({ file, name: names[at] ?? file.fileName }))
}
const drafts = ({ usedIn }: LooseEvidence) =>
  usedIn.map((title) => `“${title.replace(/[“”]/g, '')}”`).join('、')

/** Files of the reader that went in with no application: where each is used, when it goes, and deleting it. */
export default function FilesPage() {
  const list = usePaged((from) => call('GET /me/evidence', { query: { limit: 20, ...from } }))
  useRefresh(list.reload)
  const [asked, setAsked] = useState<Named>()
  const [problem, setProblem] = useState<string>()

  async function remove({ file, name }: Named): Promise<void> {
    setProblem(undefined)
    setAsked(undefined)
    try {
      await call('DELETE /me/evidence/:evidence', { params: { evidence: file.id } })
      list.change((one) => (one.id === file.id ? null : one))
      markDeleted(file.id)
      toast(`已删除“${name}”`)
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  return (
    <Page title="没有提交的文件" up="/account/my-data/index">
      <View className="stack">
        <View className="small">
          上传后还没有随申请提交的，和撤回的申请里的。只有你能看，最多 20 个；草稿里没有用到的，30
          天后自动删除。
        </View>
        {problem && (
          <Notice kind="bad" title="没有删除成功" live>
            {problem}
          </Notice>
        )}
        <PagedList
          of={list}
          empty={
            <Empty icon="file-text" title="没有这样的文件" text="上传的文件都已随申请提交，或者已经删除。" />
          }
        >
          {(items) => (
            <View className="card card-flush">
              <Rows items={named(items)} keyOf={({ file }) => file.id}>
                {(one) => <Row of={one} onRemove={() => setAsked(one)} />}
              </Rows>
            </View>
          )}
        </PagedList>
      </View>
      {asked && (
        <Dialog
          title={`删除“${asked.name}”？`}
          confirm="删除"
          danger
          onConfirm={() => remove(asked)}
          onClose={() => setAsked(undefined)}
        >
          {asked.file.usedIn.length > 0
            ? `${drafts(asked.file)}的草稿里用着它，删除后要重新上传。`
            : '删除后不能恢复。'}
        </Dialog>
      )}
    </Page>
  )
}

function Row({ of: { file, name }, onRemove }: { of: Named; onRemove(): void }) {
  const { look, problem, sheet } = useLook(file.id, name)
  return (
    <View className="cell file-row">
      <Icon name="file-text" className="cell-icon" />
      <View className="cell-main">
        <View className="strong">{name}</View>
        <View className="cell-note">
          {`${sizeText(file.sizeBytes)}${file.complete ? '' : '，没有传完'} · ${dayText(dayInChina(file.createdAt))}上传`}
        </View>
        <View className="cell-note">
          {file.goesAt ? `${dayText(dayInChina(file.goesAt))}后自动删除` : `${drafts(file)}的草稿里用着`}
        </View>
        {problem && <View className="field-error">{problem}</View>}
      </View>
      {file.complete && (
        <Button kind="quiet" label={`查看${name}`} onClick={look}>
          查看
        </Button>
      )}
      <Button kind="quiet" label={`删除${name}`} onClick={onRemove}>
        删除
      </Button>
      {sheet}
    </View>
  )
}
