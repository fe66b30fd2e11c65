export { deliver, sendDeliveries, type DeliveryDeps, type Outside } from './deliveries'
export { notifications } from './feature'
export { countUnread, insertMessage as notify, type NewMessage } from './repository'
