export { allMessages, countUnread, deleteMessages, insertMessage as notify, type NewMessage } from './repository'
export { notificationHandlers } from './routes'
