import { useEffect, useRef, useState } from 'react'
import { Text, View } from '@tarojs/components'
import { evidenceMaxBytes, evidenceTypes } from '@jucai/contract/evidence-limits'
import { ProblemError } from '@jucai/contract/client'
import type { FormField } from '@jucai/contract/forms'
import { toldApart } from '@jucai/contract/text'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { ProgressBar } from '@/components/figure-ring'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useAnswer, useFault, useForm } from '../form/form-store'
import type { AnswerPath } from '../form/paths'
import type { PickedFile } from './file-store'
import { filesHere } from './files-here'
import { useLook } from './look'
import { sizeText } from './picture-size'
import {
  arrived,
  cancelUpload,
  markDeleted,
  resumeUpload,
  startUpload,
  useDeleted,
  useUploads,
  type Upload,
} from './uploads'
import './evidence.scss'

const mayBe = (field: FormField, type: string): boolean =>
  (field.accept ?? evidenceTypes).some((one) => one.startsWith(type))
/** What a field takes, said before anything is chosen. */
export const limitsOf = (field: FormField): string => {
  const kinds = [mayBe(field, 'image/') && '照片', mayBe(field, 'application/pdf') && 'PDF']
    .filter(Boolean)
    .join('或 ')
  const most = field.maxItems ? `，最多 ${field.maxItems} 份` : ''
  const onPaper = mayBe(field, 'application/pdf') ? '；PDF 里夹带的附件没有人打开，要看的请单独上传' : ''
  return `${kinds}，每份不超过 ${sizeText(evidenceMaxBytes)}${most}。照片会在手机上缩小，拍摄地点会去掉${onPaper}`
}

const discard = (evidence: string): void =>
  void call('DELETE /me/evidence/:evidence', { params: { evidence } }).catch(() => undefined)

/**
 * Files that prove something: chosen, sent in parts that survive a lost network, looked at, removed and
 * taken back.
 */
export function FileField({ field, path }: { field: FormField; path: AnswerPath }) {
  const form = useForm()
  const personId = useSession(({ me }) => me?.id ?? '')
  const ids = (useAnswer(path) as string[] | undefined) ?? []
  const uploads = useUploads(({ items }) => items).filter(
    (one) => one.of === form.of && one.path === path && one.personId === personId,
  )
  const [removed, setRemoved] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const error = useFault(path)
  const leaving = useRef<string>()
  leaving.current = removed

  // Only when it can no longer be taken back.
  useEffect(() => () => void (leaving.current && discard(leaving.current)), [])

  async function add(pick: () => Promise<PickedFile[]>): Promise<void> {
    setProblem(undefined)
    try {
      for (const file of await pick()) {
        if (file.refused) setProblem(`“${file.name}”${file.refused}`)
        else if (file.size > evidenceMaxBytes || !file.at)
          setProblem(
            `“${file.name}”有 ${sizeText(file.size)}，超过了 ${sizeText(evidenceMaxBytes)}。换一份小一点的，或者拍成照片再传`,
          )
        else void startUpload(personId, form.of, path, file)
      }
    } catch {
      setProblem('没有打开相册或文件，请在手机设置里允许后再试')
    }
  }
  const [, drawAgain] = useState(0)
  const going = uploads.filter(({ state }) => state !== 'done')
  const goingNames = toldApart([
    ...ids.map((id) => arrived.get(id)?.fileName ?? id),
    ...going.map(({ name }) => name),
  ]).slice(ids.length)
  const left = (field.maxItems ?? 20) - ids.length - uploads.length
  return (
    <Field
      label={field.label}
      hint={`${field.hint ? `${field.hint}。` : ''}${field.why}`}
      required={field.required}
      error={error}
    >
      {({ id, 'aria-label': label, 'aria-describedby': described }) => (
        <View id={id} className="files" aria-role="group" aria-label={label} aria-describedby={described}>
          <View className="tiny">{limitsOf(field)}</View>
          {ids.map((one, at) => (
            <ArrivedFile
              key={one}
              id={one}
              before={ids.slice(0, at)}
              onKnown={() => drawAgain((times) => times + 1)}
              onRemove={() => {
                if (removed) discard(removed)
                setRemoved(one)
                form.set(
                  path,
                  ids.filter((other) => other !== one),
                )
              }}
            />
          ))}
          {going.map((upload, at) => (
            <SendingFile key={upload.key} upload={upload} name={goingNames[at] ?? upload.name} />
          ))}
          {removed && (
            <View className="undone" aria-role="status">
              <Text className="undone-words">{`已移除“${arrived.get(removed)?.fileName ?? '文件'}”`}</Text>
              <Button
                kind="quiet"
                icon="undo-2"
                onClick={() => {
                  form.set(path, [...ids, removed])
                  setRemoved(undefined)
                }}
              >
                撤销
              </Button>
            </View>
          )}
          {problem && (
            <Notice kind="bad" title="这份没有加上" live>
              {problem}
            </Notice>
          )}
          {left > 0 && (
            <View className="files-do">
              {mayBe(field, 'image/') && (
                <Button
                  kind="secondary"
                  icon="camera"
                  label={`给${field.label}拍照或选图`}
                  onClick={() => add(() => filesHere.pickPictures(left))}
                >
                  拍照或选图
                </Button>
              )}
              {mayBe(field, 'application/pdf') && (
                <Button
                  kind="secondary"
                  icon="file-text"
                  label={`给${field.label}选 PDF`}
                  onClick={() => add(() => filesHere.pickPapers(left))}
                >
                  选 PDF
                </Button>
              )}
            </View>
          )}
        </View>
      )}
    </Field>
  )
}

interface ArrivedFileProps {
  id: string
  /** Files above it in its list, of which one may have the same name. */
  before?: readonly string[]
  /** Its name came to be known. */
  onKnown?(): void
  onRemove?: () => void
}

/** A file that has arrived: its name and size, to look at and to remove; or that it was deleted since. */
export function ArrivedFile({ id, before = [], onKnown, onRemove }: ArrivedFileProps) {
  const [file, setFile] = useState(arrived.get(id))
  const isGone = useDeleted(({ ids }) => ids.includes(id))
  useEffect(() => {
    if (file) return
    call('GET /me/evidence/:evidence', { params: { evidence: id } }).then(
      (found) => {
        arrived.set(id, found)
        setFile(found)
        onKnown?.()
      },
      (error: unknown) => {
        if (error instanceof ProblemError && error.code === 'not-found') markDeleted(id)
      },
    )
  }, [id, file])
  const name = file
    ? toldApart([...before.map((one) => arrived.get(one)?.fileName ?? one), file.fileName])
        .slice(-1)
        .join('')
    : isGone
      ? '这份文件'
      : '已上传的文件'
  const { look, problem, sheet } = useLook(id, name)
  const state = isGone ? `已删除${onRemove ? '，请移除后重新上传' : ''}` : '已上传'
  return (
    <View className="file">
      <Icon
        name={isGone ? 'circle-alert' : 'circle-check'}
        className={isGone ? 'file-icon file-bad' : 'file-icon file-good'}
      />
      <View className="file-main">
        <View className="file-name">{name}</View>
        <View className="tiny">{file && !isGone ? `${sizeText(file.sizeBytes)} · ${state}` : state}</View>
        {problem && <View className="field-error">{problem}</View>}
      </View>
      {!isGone && (
        <Button kind="quiet" label={`查看${name}`} onClick={look}>
          查看
        </Button>
      )}
      {onRemove && (
        <Button kind="quiet" label={`移除${name}`} onClick={onRemove}>
          移除
        </Button>
      )}
      {sheet}
    </View>
  )
}

const percent = ({ received, size }: Upload) => Math.min(99, Math.floor((received / Math.max(1, size)) * 100))

/** A file on its way: how far it is, why it stopped, and how it goes on. */
function SendingFile({ upload, name }: { upload: Upload; name: string }) {
  const { key, size, state, words, full } = upload
  return (
    <View className="file">
      <Icon
        name={state === 'refused' ? 'circle-alert' : state === 'paused' ? 'wifi-off' : 'clock'}
        className={state === 'refused' ? 'file-icon file-bad' : 'file-icon'}
      />
      <View className="file-main">
        <View className="file-name">{name}</View>
        {state === 'refused' ? (
          <View className="field-error" aria-role="alert">
            {words}
          </View>
        ) : (
          <>
            <View className="tiny" aria-role="status">
              {state === 'paused'
                ? `已传 ${percent(upload)}%。${words}`
                : `正在上传 ${percent(upload)}%，共 ${sizeText(size)}`}
            </View>
            <ProgressBar value={upload.received} target={size} label={`${name}上传进度`} />
          </>
        )}
      </View>
      {state === 'paused' && full && (
        <Button kind="quiet" onClick={() => openPage('/applications/files/index')}>
          去删除不用的文件
        </Button>
      )}
      {state === 'paused' && (
        <Button kind="quiet" label={`继续上传${name}`} onClick={() => void resumeUpload(key)}>
          继续
        </Button>
      )}
      <Button kind="quiet" label={`不传${name}了`} onClick={() => cancelUpload(key)}>
        {state === 'refused' ? '知道了' : '取消'}
      </Button>
    </View>
  )
}
