import type { Message } from '@jucai/contract/accounts'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { stillThere, thoseStillThere } from '../core/person'
import { cursorOf, pageOf, readCursor } from '../core/keyset'

interface MessageTable {
  id: string
  person_id: string
  kind: Message['kind']
  title: string
  body: Buffer
  link: string | null
  desk_link: string | null
  created_at: Date
  read_at: Date | null
}
declare module '../core/db' {
  interface Database {
    message: MessageTable
  }
}

/** A message to write. The body may be personal and is kept encrypted; the title must not be. */
export interface NewMessage {
  personId: string
  kind: Message['kind']
  title: string
  body: string
  link?: string | null
  /** For staff: the place of the console where something can be done. */
  deskLink?: string
}

const bodyContext = (id: string) => `message.body:${id}`

const rowOf = (vault: Vault, now: Date, message: NewMessage): MessageTable => {
  const id = uuidv7()
  return {
    id,
    person_id: message.personId,
    kind: message.kind,
    title: message.title,
    body: vault.encrypt(message.body, bodyContext(id)),
    link: message.link ?? null,
    desk_link: message.deskLink ?? null,
    created_at: now,
    read_at: null,
  }
}

/** Writes an in-app message. Nothing is written for a person who has deleted their account. */
export const insertMessage = async (db: Db, vault: Vault, now: Date, message: NewMessage): Promise<void> => {
  if (await stillThere(db, message.personId))
    await db
      .insertInto('message')
      .values(rowOf(vault, now, message))
      .execute()
}

/** The same for a page of people: two statements, however many they are; a few hundred at once. */
export const insertMessages = async (
  db: Db,
  vault: Vault,
  now: Date,
  messages: readonly NewMessage[],
): Promise<void> => {
  const there = await thoseStillThere(
    db,
    messages.map(({ personId }) => personId),
  )
  const rows = messages.filter(({ personId }) => there.has(personId)).map((one) => rowOf(vault, now, one))
  if (rows.length > 0) await db.insertInto('message').values(rows).execute()
}

const shownMessage =
  (vault: Vault) =>
  (row: MessageTable): Message => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    body: vault.decrypt(row.body, bodyContext(row.id)),
    link: row.link,
    deskLink: row.desk_link,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  })

const newestFirst = (db: Db, personId: string) =>
  db
    .selectFrom('message')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')

/** A page of a person's messages, newest first. */
export const messagePage = async (
  db: Db,
  vault: Vault,
  personId: string,
  after: string | undefined,
  limit: number,
) => {
  const from = after === undefined ? null : readCursor(after)
  const rows = await newestFirst(db, personId)
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => cursorOf(row.created_at, row.id), shownMessage(vault))
}

/** All of a person's messages, for the export of their data. */
export const allMessages = async (db: Db, vault: Vault, personId: string): Promise<Message[]> =>
  (await newestFirst(db, personId).execute()).map(shownMessage(vault))

/** How many messages a person has not read. */
export const countUnread = async (db: Db, personId: string): Promise<number> => {
  const { count } = await db
    .selectFrom('message')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Marks one message read. @returns false when the person has no such message. */
export const markRead = async (db: Db, personId: string, id: string, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('message')
    .set(({ fn, val, ref }) => ({ read_at: fn.coalesce(ref('read_at'), val(now)) }))
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Marks all messages of a person read, or those that lead to a page. */
export const markAllRead = async (db: Db, personId: string, now: Date, link?: string): Promise<void> => {
  await db
    .updateTable('message')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .$if(link !== undefined, (query) => query.where('link', '=', link as string))
    .execute()
}
