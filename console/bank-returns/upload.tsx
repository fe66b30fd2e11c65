import type { BankReturn } from '@jucai/contract/bank-returns'
import { maxReturnBytes, maxReturnLines } from '@jucai/contract/ledger-rules'
import { call } from '../api'
import { size } from '../dates'
import { DropFile } from '../parts/drop-file'

/** Why a file is not sent at all; null when it is. */
export const fileFault = ({ name, size: bytes }: Pick<File, 'name' | 'size'>): string | null => {
  if (!/\.(csv|xlsx)$/i.test(name)) return `“${name}”不是 CSV 或 xlsx。旧的 xls 请在 Excel 里另存为 xlsx`
  if (bytes === 0) return `“${name}”是空的`
  return bytes > maxReturnBytes
    ? `“${name}”有 ${size(bytes)}，超过 ${maxReturnBytes / 1024 / 1024} MB。请让银行按批次分开导出`
    : null
}

/** Takes the bank's file. */
export function Upload({ onDone }: { onDone(taken: BankReturn): void }) {
  return (
    <DropFile
      label="导入银行回单"
      what="银行回单"
      accept=".csv,.xlsx"
      fault={fileFault}
      limits={
        <>
          CSV（UTF-8 或 GBK）或 xlsx，最大 {maxReturnBytes / 1024 / 1024} MB、
          {maxReturnLines.toLocaleString('zh-CN')}{' '}
          行。要有批次号、序号、账号、金额、处理结果几列，顺序不限。先预览，核对以后才入账。
        </>
      }
      onTaken={async (body) => onDone(await call('POST /ledger/returns', { body }))}
    />
  )
}
