import type { BankReturn } from '@jucai/contract/bank-returns'
import { maxReturnBytes, maxReturnLines } from '@jucai/contract/ledger-rules'
import { useRef, useState, type DragEvent } from 'react'
import { call } from '../api'
import { size } from '../dates'
import { useAct } from '../loading'
import { Icon } from '../parts/icon'
import { Failure } from '../parts/notice'

/** Why a file is not sent at all; null when it is. */
export const fileFault = ({ name, size: bytes }: Pick<File, 'name' | 'size'>): string | null => {
  if (!/\.(csv|xlsx)$/i.test(name)) return `“${name}”不是 CSV 或 xlsx。旧的 xls 请在 Excel 里另存为 xlsx`
  if (bytes === 0) return `“${name}”是空的`
  return bytes > maxReturnBytes
    ? `“${name}”有 ${size(bytes)}，超过 ${maxReturnBytes / 1024 / 1024} MB。请让银行按批次分开导出`
    : null
}

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'))
    reader.readAsDataURL(file)
  })

/** Takes the bank's file by drag, or by the browser's own field; its limits are said before. */
export function Upload({ onDone }: { onDone(taken: BankReturn): void }) {
  const [over, setOver] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const { busy, error, run, clear } = useAct()
  const field = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    if (!file || busy) return
    clear()
    const wrong = fileFault(file)
    setFault(wrong)
    if (!wrong)
      await run(async () => {
        const body = { fileName: file.name.slice(-120), data: await base64Of(file) }
        onDone(await call('POST /ledger/returns', { body }))
      })
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
      aria-label="导入银行回单"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size={30} />
      <strong>{busy ? '正在上传，请不要关闭这一页' : '把银行回单拖到这里，或者选择文件'}</strong>
      <p id="upload-limits">
        CSV（UTF-8 或 GBK）或 xlsx，最大 {maxReturnBytes / 1024 / 1024} MB、
        {maxReturnLines.toLocaleString('zh-CN')}{' '}
        行。要有批次号、序号、账号、金额、处理结果几列，顺序不限。先预览，核对以后才入账。
      </p>
      <label className="pick-file">
        选择文件
        <input
          ref={field}
          className="visually-hidden"
          type="file"
          accept=".csv,.xlsx"
          aria-label="选择银行回单文件"
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
