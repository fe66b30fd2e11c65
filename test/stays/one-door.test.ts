import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const room = path.join(__dirname, '../../server/stays')

it('takes nights and lets them go in one file only', () => {
  const writing = readdirSync(room).filter((file) =>
    /(insertInto|updateTable|deleteFrom|replaceInto)\(\s*'stay_night'|(insert into|update|delete from) stay_night/.test(
      readFileSync(path.join(room, file), 'utf8'),
    ),
  )
  expect(writing).toEqual(['nights.ts'])
})
