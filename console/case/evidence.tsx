import type { Case } from '@jucai/contract/review'
import { Button, Tooltip } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { call } from '../api'
import { size } from '../dates'
import { useLoaded } from '../loading'
import { Icon, type IconName } from '../parts/icon'
import { Bones, Empty, Failure } from '../parts/notice'
import { saveFile, blobOf } from '../parts/save-file'

const zooms = [1, 1.5, 2, 3, 4]
function Tool({
  icon,
  label,
  onClick,
  disabled = false,
}: {
  icon: IconName
  label: string
  onClick(): void
  disabled?: boolean
}) {
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        icon={<Icon name={icon} />}
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      />
    </Tooltip>
  )
}

function Picture({ url, label }: { url: string; label: string }) {
  const [zoom, setZoom] = useState(0)
  const [turn, setTurn] = useState(0)
  const factor = zooms[zoom] ?? 1
  return (
    <>
      <div className="evidence-tools" role="group" aria-label="图片操作">
        <Tool icon="zoom-out" label="缩小" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)} />
        <span className="zoom" aria-live="polite">
          {factor * 100}%
        </span>
        <Tool
          icon="zoom-in"
          label="放大"
          disabled={zoom === zooms.length - 1}
          onClick={() => setZoom(zoom + 1)}
        />
        <Tool icon="rotate-cw" label="顺时针转 90 度" onClick={() => setTurn((turn + 90) % 360)} />
      </div>
      <div className="evidence-stage" tabIndex={0} role="group" aria-label="图片，放大后可用方向键移动">
        <img src={url} alt={label} style={{ width: `${factor * 100}%`, transform: `rotate(${turn}deg)` }} />
      </div>
    </>
  )
}

function File({
  caseId,
  file,
  label,
}: {
  caseId: string
  file: Case['evidence'][number]['file']
  label: string
}) {
  const content = useLoaded(file.complete ? file.id : null, () =>
    call('GET /applications/:application/evidence/:file', { params: { application: caseId, file: file.id } }),
  )
  const { value } = content
  const blob = useMemo(() => value && blobOf(value.data, value.type), [value])
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => {
      URL.revokeObjectURL(made)
      setUrl(null)
    }
  }, [blob])
  if (!file.complete)
    return (
      <Empty icon="file-text" title="这份文件还没有传完">
        申请人传完后才能看。
      </Empty>
    )
  if (content.error) return <Failure error={content.error} retry={content.reload} />
  if (!value || !url || !blob) return <Bones what={file.fileName} lines={8} />
  const title = `${label}：${file.fileName}`
  return (
    <>
      {value.type === 'application/pdf' ? (
        <iframe className="evidence-pdf" src={url} title={title} />
      ) : (
        <Picture url={url} label={title} />
      )}
      <p className="evidence-foot">
        <span className="second">
          {file.fileName} · {size(file.sizeBytes)} · 查看已记入审计日志
          {file.attachments > 0 &&
            ` · 这份 PDF 夹带 ${file.attachments} 个附件，这里不打开；下载后也请不要打开，需要其中内容的，请申请人单独上传`}
        </span>
        <Button
          size="small"
          icon={<Icon name="download" size={16} />}
          onClick={() => saveFile(blob, file.fileName)}
        >
          下载{value.type === 'application/pdf' ? '（看不到预览时）' : ''}
        </Button>
      </p>
    </>
  )
}

/**
 * The evidence of a case: one file at a time, fetched when it is looked at, because each look is on record.
 */
export function Evidence({
  shown,
  file,
  onFile,
}: {
  shown: Case
  file: string | null
  onFile(id: string): void
}) {
  const { evidence } = shown
  const at = evidence.find((entry) => entry.file.id === file)
  return (
    <>
      <ul className="evidence-list" aria-label="材料">
        {evidence.map((entry) => (
          <li key={`${entry.field} ${entry.file.id}`}>
            <button type="button" aria-pressed={entry === at} onClick={() => onFile(entry.file.id)}>
              <Icon name="file-text" size={16} />
              <span>
                {entry.label}
                <small>{entry.file.fileName}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {at ? (
        <File key={at.file.id} caseId={shown.id} file={at.file} label={at.label} />
      ) : (
        <Empty icon="eye" title="选一份材料来看">
          每次打开都会记录，只打开办理需要的。
        </Empty>
      )}
    </>
  )
}
