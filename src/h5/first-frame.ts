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
// And the colours that the city chose, as this browser last knew them.
try {
  const { data } = JSON.parse(localStorage.getItem('city') ?? '') as { data: string }
  const { city } = (
    JSON.parse(data) as { state: { city: { brand: { palette: Record<string, Record<string, string>> } } } }
  ).state
  for (const [mode, colours] of Object.entries(city.brand.palette))
    for (const [name, colour] of Object.entries(colours))
      document
        .querySelector<HTMLElement>('#first-frame > .page')
        ?.style.setProperty(`--${mode[0]}-${name}`, colour)
} catch {
  /* none of its own */
}

export {} // a module, so that the test can load it
