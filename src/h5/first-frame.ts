// Runs beside the first frame (config/first-frame.ts), before the app: gives it the theme and text size
// that this reader chose, as Taro keeps them. Whatever is missing or odd leaves it as the phone is set; the
// app reads the same a moment later.
try {
  const kept = JSON.parse(localStorage.getItem('settings') ?? '') as { data: string }
  const { theme, textScale } = (JSON.parse(kept.data) as { state: { theme: string; textScale: number } })
    .state
  const chosen = `theme-${theme}${textScale === 100 ? '' : ` s${textScale}`}`
  document.documentElement.className = chosen
  const frame = document.querySelector('#first-frame > .page')
  if (frame) frame.className = `page ${chosen}`
} catch {
  /* nothing was chosen */
}

export {} // a module, so that the test can load it
