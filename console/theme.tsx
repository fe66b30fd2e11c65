import { App, ConfigProvider, theme as antdTheme, type ThemeConfig } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useLayoutEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { create } from 'zustand'
import { useKnown } from './city'
import { dark, edges, light, type Edge, type Palette } from './tokens'

/** What the reader chose; `auto` follows the system. */
export type ThemeChoice = 'auto' | 'light' | 'dark'
const kept = 'jucai-console-theme'
const readChoice = (): ThemeChoice => {
  const value = localStorage.getItem(kept)
  return value === 'light' || value === 'dark' ? value : 'auto'
}

/** The choice of theme, kept in this browser. */
export const useThemeChoice = create<{ choice: ThemeChoice; choose(choice: ThemeChoice): void }>((set) => ({
  choice: readChoice(),
  choose: (choice) => {
    localStorage.setItem(kept, choice)
    set({ choice })
  },
}))

const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)')
const watchSystem = (heard: () => void) => {
  const query = systemDark()
  query.addEventListener('change', heard)
  return () => query.removeEventListener('change', heard)
}

/**
 * Exact values in place of what antd would derive, so that the console and the mini-program look like one
 * thing.
 */
const tokensOf = (p: Palette & Edge): ThemeConfig['token'] => ({
  colorBgLayout: p.bg,
  colorBgContainer: p.surface,
  colorBgElevated: p.surface,
  colorBorder: p.edge,
  colorWhite: p['on-night'],
  colorBorderSecondary: p.line,
  colorSplit: p.line,
  colorText: p.ink,
  colorTextHeading: p.ink,
  colorTextSecondary: p['ink-2'],
  colorTextTertiary: p['ink-3'],
  colorTextQuaternary: p['ink-3'],
  colorTextPlaceholder: p['ink-3'],
  colorTextDescription: p['ink-2'],
  colorTextDisabled: p['ink-3'],
  colorBgContainerDisabled: p.sunken,
  colorTextLightSolid: p['on-night'],
  colorIcon: p['ink-2'],
  colorIconHover: p.ink,
  colorLink: p.night,
  colorLinkHover: p.night,
  colorLinkActive: p.night,
  colorFillAlter: p.sunken,
  controlItemBgActive: p['night-soft'],
  controlItemBgHover: p.sunken,
  fontFamily: '"PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif',
  fontSize: 15,
  controlHeight: 40,
  controlHeightSM: 32,
  borderRadius: 8,
  borderRadiusLG: 12,
  wireframe: false,
  motionDurationMid: '0.16s',
  motionDurationSlow: '0.24s',
})
const mapOf = (p: Palette) => ({
  colorPrimary: p.night,
  colorPrimaryHover: p.night,
  colorPrimaryActive: p.night,
  colorPrimaryBg: p['night-soft'],
  colorPrimaryBgHover: p['night-soft'],
  colorPrimaryBorder: p.night,
  colorPrimaryBorderHover: p.night,
  colorPrimaryText: p.night,
  colorPrimaryTextHover: p.night,
  colorPrimaryTextActive: p.night,
  colorError: p.bad,
  colorErrorHover: p.bad,
  colorErrorActive: p.bad,
  colorErrorBg: p['bad-soft'],
  colorErrorBgHover: p['bad-soft'],
  colorErrorBorder: p.bad,
  colorErrorBorderHover: p.bad,
  colorErrorText: p.bad,
  colorSuccess: p.good,
  colorWarning: p.care,
  colorInfo: p.info,
})
/** The colours of a theme: the look's, and over them those that the city chose. */
const paletteOf = (isDark: boolean, chosen: Partial<Palette> | undefined): Palette & Edge => ({
  ...(isDark ? dark : light),
  edge: isDark ? edges.dark : edges.light,
  ...chosen,
})
const themeOf = (isDark: boolean, palette: Palette & Edge): ThemeConfig => {
  const base = isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm
  return {
    algorithm: (seed) => ({ ...base(seed), ...mapOf(palette) }),
    token: { ...tokensOf(palette), motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Modal: { titleFontSize: 18 },
    },
  }
}
const usePaletteAndMode = () => {
  const { choice } = useThemeChoice()
  const prefersDark = useSyncExternalStore(watchSystem, () => systemDark().matches)
  const isDark = choice === 'dark' || (choice === 'auto' && prefersDark)
  const chosen = useKnown(({ city }) => city?.brand.palette?.[isDark ? 'dark' : 'light'])
  const palette = useMemo(() => paletteOf(isDark, chosen), [isDark, chosen])
  return { isDark, palette }
}
/** The colours in force, for what is drawn and cannot read custom properties. */
export const usePalette = (): Palette => usePaletteAndMode().palette

/** antd and the page's own custom properties in the theme in force. */
export function Themed({ children }: { children: ReactNode }) {
  const { isDark, palette } = usePaletteAndMode()
  const theme = useMemo(() => themeOf(isDark, palette), [isDark, palette])
  useLayoutEffect(() => {
    const root = document.documentElement
    for (const [name, value] of Object.entries<string>({ ...palette }))
      root.style.setProperty(`--${name}`, value)
    root.style.colorScheme = isDark ? 'dark' : 'light'
  }, [isDark, palette])
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <App message={{ maxCount: 2 }}>{children}</App>
    </ConfigProvider>
  )
}
