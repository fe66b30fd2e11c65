import type { StationDetail } from '@jucai/contract/stations'
import { clerksOf } from '../accounts'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { namesOf } from '../profiles'

const doubleSurnames = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '司徒',
  '令狐',
  '夏侯',
  '长孙',
  '宇文',
  '南宫',
  '端木',
]

/** A name as on the door: surname and a form of address, never the whole name. */
export const doorName = (name: string): string => {
  const [first = ''] = [...name]
  return `${doubleSurnames.find((surname) => name.startsWith(surname)) ?? first}老师`
}

const nameOnDoor = (name: string | undefined): string => (name === undefined ? '工作人员' : doorName(name))

/** The door name of a member of staff; a role where they never registered. */
export const staffName = async (db: Db, vault: Vault, personId: string): Promise<string> =>
  nameOnDoor((await namesOf(db, vault, [personId])).get(personId))

/** Who is at a station, from the staff assignments in force. */
export const rosterOf = async (db: Db, vault: Vault, stationId: string): Promise<StationDetail['roster']> => {
  const clerks = await clerksOf(db, stationId)
  const names = await namesOf(db, vault, clerks)
  return clerks.map((personId) => ({
    name: nameOnDoor(names.get(personId)),
    duty: '接待来访、政策咨询、答复归根登记',
  }))
}
