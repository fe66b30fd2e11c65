/** 12345 → 12,345; without Intl, which some phones' mini-program engines lack. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

const decimals = (value: number): string => String(Math.round(value * 100) / 100)

/** An amount of fen for people: ¥2,000, 1,200 万元, 3.5 亿元. */
export const amountText = (fen: number): string => {
  const yuan = fen / 100
  if (yuan >= 100_000_000) return `${decimals(yuan / 100_000_000)} 亿元`
  if (yuan >= 100_000)
    return `${yuan >= 10_000_000 ? grouped(Math.round(yuan / 10_000)) : decimals(yuan / 10_000)} 万元`
  return `¥${Number.isInteger(yuan) ? grouped(yuan) : yuan.toFixed(2)}`
}
