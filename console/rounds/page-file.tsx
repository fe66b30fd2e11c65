import { useState } from 'react'
import '../parts/drop-file.css'
import { TextField } from '../parts/text-field'

const mostBytes = 50 * 1024 * 1024

const fingerprintOf = async (file: File): Promise<string> => {
  const sum = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

interface PageFileProps {
  value: string
  fault: string | null
  onChange(fingerprint: string): void
}

/** The SHA-256 of the bulletin as it was saved: worked out from the file in this browser, or typed. The file stays here. */
export function PageFile({ value, fault, onChange }: PageFileProps) {
  const [said, setSaid] = useState<string | null>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    if (file.size > mostBytes) {
      setSaid('文件超过 50 MB，请只存公告那一页')
      return
    }
    try {
      onChange(await fingerprintOf(file))
      setSaid(`${file.name}：算好了，文件没有上传，请归档保存`)
    } catch {
      setSaid('这个文件读不了，请重新存一份')
    }
  }
  return (
    <>
      <TextField
        label="公告文件的指纹（SHA-256）"
        hint="把公告网页存成文件（PDF 或截图）归档，指纹写进公开记录：公告以后改了、没了，拿出文件就能对上"
        fault={fault}
        maxLength={64}
        value={value}
        onChange={onChange}
      />
      {'subtle' in crypto && (
        <div className="round-page-file">
          <label className="pick-file">
            选存下的公告文件，算指纹
            <input
              className="visually-hidden"
              type="file"
              onChange={(event) => {
                void take(event.target.files?.[0])
                event.target.value = ''
              }}
            />
          </label>
          <span className="second small" role="status">
            {said}
          </span>
        </div>
      )}
    </>
  )
}
