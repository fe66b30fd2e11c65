import { createElement, useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { Notice } from '@/components/notice'
import { loadDecoder } from './load-decoder'

/** The camera of a browser, looking for a QR code until it finds one. */
export function BrowserCamera({ onFound }: { onFound(text: string): void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [refused, setRefused] = useState(false)

  useEffect(() => {
    let stream: MediaStream | null = null
    let stopped = false
    const look = async () => {
      const { decodePicture } = await loadDecoder()
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 } },
      })
      if (stopped || !video.current) return stream.getTracks().forEach((track) => track.stop())
      video.current.srcObject = stream
      await video.current.play()
      while (!stopped) {
        const text = await decodePicture(video.current).catch(() => null)
        if (text !== null && !stopped) return onFound(text)
        await new Promise((resolve) => setTimeout(resolve, 120))
      }
    }
    look().catch(() => setRefused(true))
    return () => {
      stopped = true
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [])

  if (refused)
    return (
      <Notice kind="care" title="相机没有打开" live>
        请允许浏览器使用相机，或选择一张图片、粘贴码的文本。
      </Notice>
    )
  return (
    <View className="scan-camera">
      {createElement('video', {
        ref: video,
        playsInline: true,
        muted: true,
        'aria-label': '相机画面，把人才码放进框里',
      })}
    </View>
  )
}
