import Taro from '@tarojs/taro'

const beep = (tones: number[]): void => {
  if (process.env.TARO_ENV !== 'h5') return
  try {
    const audio = new AudioContext()
    tones.forEach((frequency, index) => {
      const tone = audio.createOscillator()
      tone.frequency.value = frequency
      tone.connect(audio.destination)
      tone.start(audio.currentTime + index * 0.14)
      tone.stop(audio.currentTime + index * 0.14 + 0.12)
    })
    setTimeout(() => void audio.close(), 1000)
  } catch {
    /* silent where sound is not allowed; the screen says it all */
  }
}

/**
 * Tells the verdict to a clerk who looks elsewhere: a short touch and a rising tone for valid, a long one
 * and a low tone for the rest.
 */
export const signal = (good: boolean): void => {
  const buzz = good ? Taro.vibrateShort({ type: 'heavy' }) : Taro.vibrateLong()
  void Promise.resolve(buzz).catch(() => undefined)
  beep(good ? [880, 1320] : [220, 220])
}
