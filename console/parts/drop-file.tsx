import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import { useAct } from '../loading'
import './drop-file.css'
import { Icon } from './icon'
import { Failure } from './notice'

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'))
    reader.readAsDataURL(file)
  })

/** A file as routes take it. */
export interface TakenFile {
  fileName: string
  data: string
}

/**
 * Takes a file by drag, or by the browser's own field; its limits are said before.
 * @param fault why a file is not sent at all; null when it is
 */
export function DropFile({
  label,
  what,
  limits,
  accept,
  fault: faultOf,
  onTaken,
}: {
  label: string
  what: string
  limits: ReactNode
  accept: string
  fault(file: File): string | null
  onTaken(file: TakenFile): Promise<void>
}) {
  const [over, setOver] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const { busy, error, run, clear } = useAct()
  const field = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    if (!file || busy) return
    clear()
    const wrong = faultOf(file)
    setFault(wrong)
    if (!wrong)
      await run(async () => onTaken({ fileName: file.name.slice(-120), data: await base64Of(file) }))
    if (field.current) field.current.value = '' // so that the same file can be chosen again
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <section
      className={`drop ${over ? 'over' : ''}`}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size={30} />
      <strong>{busy ? '正在上传，请不要关闭这一页' : `把${what}拖到这里，或者选择文件`}</strong>
      <p id="upload-limits">{limits}</p>
      <label className="pick-file">
        选择文件
        <input
          ref={field}
          className="visually-hidden"
          type="file"
          accept={accept}
          aria-label={`选择${what}文件`}
          aria-describedby="upload-limits"
          disabled={busy}
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      {fault && (
        <div className="fault" role="alert">
          {fault}
        </div>
      )}
      <Failure error={error} />
    </section>
  )
}
