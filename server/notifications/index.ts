export { deliver, sendDeliveries, type DeliveryDeps, type Outside } from './deliveries'
export { notifications } from './feature'
export {
  countUnread,
  insertMessage as notify,
  insertMessages as notifyEach,
  type NewMessage,
} from './repository'
