/**
 * The lucide icons this app uses, and no others: each becomes one CSS mask in the main package (about 400 bytes).
 * Add a name here to use it in `<Icon name>`; remove it with its last use.
 */
export const iconNames = [
  'arrow-left', 'bell', 'book-open', 'briefcase', 'building-2', 'calendar', 'calendar-heart', 'camera', 'check',
  'chevron-down', 'chevron-right', 'circle-alert', 'circle-check', 'circle-x', 'clock', 'coffee', 'coins', 'eye', 'eye-off', 'file-text',
  'footprints', 'graduation-cap', 'handshake', 'heart-handshake', 'heart-pulse', 'house', 'info', 'key-round', 'landmark', 'layout-grid', 'log-out',
  'map-pin', 'monitor-smartphone', 'moon', 'pencil', 'phone', 'plane-landing', 'plus', 'qr-code', 'refresh-cw', 'rocket', 'scan-line',
  'search', 'settings', 'shield-check', 'sparkles', 'star', 'sun', 'trash-2', 'triangle-alert', 'undo-2', 'user-round', 'users', 'wifi-off', 'x',
] as const

/** Name of an icon that `<Icon>` can draw. */
export type IconName = (typeof iconNames)[number]
