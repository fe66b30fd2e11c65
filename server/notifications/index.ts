export {
  deliver,
  deliveriesOf,
  eraseDeliveries,
  sendDeliveries,
  type DeliveryDeps,
  type Outside,
} from './deliveries'
export { deliverChange, type ApplicationWords } from './progress'
export { deliverVisitReminder } from './reminders'
export {
  allMessages,
  countUnread,
  deleteMessages,
  insertMessage as notify,
  type NewMessage,
} from './repository'
export { notificationHandlers } from './routes'
export { subscriptionsOf } from './subscriptions'
