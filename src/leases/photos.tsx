import { useEffect, useState } from 'react'
import { Image, View } from '@tarojs/components'
import type { EvidenceContent } from '@jucai/contract/evidence'
import { photosAtMost } from '@jucai/contract/lease-vocabulary'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { ProblemError } from '@jucai/contract/client'
import { wordsOf } from '@/words/problems'
import { pickPhotos, pictureOf, sendPhoto } from './photo-files'
import './leases.scss'

interface PhotosProps {
  /** What they show, for screen readers: `漏水的照片`. */
  label: string
  ids: readonly string[]
  look(id: string): Promise<EvidenceContent>
  onRemove?(id: string): void
}

/** Small pictures that open large. */
export function Photos({ label, ids, look, onRemove }: PhotosProps) {
  const [open, setOpen] = useState<{ at: number; src: string }>()
  return (
    <View className="lease-photos">
      {ids.map((id, at) => (
        <Thumb
          key={id}
          id={id}
          label={`${label}，第 ${at + 1} 张`}
          look={look}
          onOpen={(src) => setOpen({ at, src })}
        />
      ))}
      {open && (
        <Sheet title={`${label}，第 ${open.at + 1} 张`} onClose={() => setOpen(undefined)}>
          <View className="stack">
            <Image className="lease-picture" src={open.src} mode="widthFix" aria-label={label} />
            {onRemove && (
              <Button
                kind="secondary"
                icon="trash-2"
                onClick={() => {
                  onRemove(ids[open.at] as string)
                  setOpen(undefined)
                }}
              >
                删去这张
              </Button>
            )}
          </View>
        </Sheet>
      )}
    </View>
  )
}

interface ThumbProps {
  id: string
  label: string
  look(id: string): Promise<EvidenceContent>
  onOpen(src: string): void
}
function Thumb({ id, label, look, onOpen }: ThumbProps) {
  const [src, setSrc] = useState<string>()
  const [failed, setFailed] = useState(false)
  const load = () => {
    setFailed(false)
    look(id).then(
      (content) => setSrc(pictureOf(content)),
      () => setFailed(true),
    )
  }
  useEffect(load, [id]) // once a photo; `look` is another function at each draw
  return (
    <View
      className="lease-thumb"
      aria-role="button"
      aria-label={failed ? `${label}，没有打开，点一下重试` : label}
      hoverClass="pressed"
      onClick={() => (src ? onOpen(src) : failed && load())}
    >
      {src ? <Image className="lease-thumb-picture" src={src} mode="aspectFill" /> : failed ? '重试' : '…'}
    </View>
  )
}

interface TakeProps extends PhotosProps {
  onAdd(ids: string[]): void
  most?: number
}
/** The same, with a button that takes more. Each is sent at once, so that nothing is lost with the page. */
export function TakePhotos({ most = photosAtMost, onAdd, ...photos }: TakeProps) {
  const [fault, setFault] = useState<string>()
  const left = most - photos.ids.length
  const take = async () => {
    setFault(undefined)
    try {
      const sent: string[] = []
      for (const picked of await pickPhotos(left)) sent.push(await sendPhoto(picked))
      if (sent.length > 0) onAdd(sent)
    } catch (error) {
      setFault(
        error instanceof Error && !(error instanceof ProblemError) && error.message
          ? error.message
          : wordsOf(error),
      )
    }
  }
  return (
    <View className="lease-tight">
      <Photos {...photos} />
      {fault && (
        <Notice kind="bad" title="照片没有传上" live>
          {fault}
        </Notice>
      )}
      {left > 0 && (
        <Button kind="secondary" icon="camera" onClick={take}>
          {photos.ids.length === 0 ? '拍照' : `再拍（还能加 ${left} 张）`}
        </Button>
      )}
    </View>
  )
}
