/** 12345 → 12,345; without Intl, which some phones' mini-program engines lack. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
