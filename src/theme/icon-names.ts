/**
 * The lucide icons this app uses, and no others: each becomes one CSS mask in the main package (about 400 bytes).
 * Add a name here to use it in `<Icon name>`; remove it with its last use.
 */
export const iconNames = [
  'arrow-left', 'bell', 'briefcase', 'building-2', 'calendar', 'camera', 'check',
  'chevron-down', 'chevron-right', 'circle-alert', 'circle-check', 'circle-x', 'clock', 'coffee', 'eye', 'eye-off', 'file-text',
  'footprints', 'graduation-cap', 'handshake', 'heart-pulse', 'house', 'info', 'key-round', 'landmark', 'layout-grid', 'lock',
  'log-out', 'map-pin', 'message-circle', 'monitor-smartphone', 'navigation', 'pencil', 'phone', 'plus', 'qr-code', 'refresh-cw',
  'rocket', 'scan-line', 'search', 'search-x', 'send', 'server-crash', 'settings', 'shield-check', 'sparkles', 'star', 'trash-2',
  'triangle-alert', 'undo-2', 'user-round', 'users', 'wifi-off', 'x',
] as const

/** Name of an icon that `<Icon>` can draw. */
export type IconName = (typeof iconNames)[number]
