import { sql } from 'kysely'
import { openTestDatabase, type TestDatabase } from '../databases'
import { randomRound } from './rounds'

// The draw once more, by nothing but what every PostgreSQL has: sha256(), strings of bytes, and order by.
const functions = [
  sql`
    create function draw_pad(key bytea, pad int) returns bytea language sql immutable as $$
      select string_agg(set_byte('\\x00'::bytea, 0, case when at < length(key) then get_byte(key, at) else 0 end # pad), ''::bytea order by at)
      from generate_series(0, 63) at $$`,
  sql`
    create function draw_hmac(key bytea, message bytea) returns bytea language sql immutable as $$
      select sha256(draw_pad(key, 92) || sha256(draw_pad(key, 54) || message)) $$`,
  // Neighbours are joined level by level, and one without a neighbour goes up as it is: the tree of RFC 9162.
  sql`
    create function draw_root(leaves text[]) returns bytea language plpgsql immutable as $$
      declare level bytea[];
      begin
        select array_agg(sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')) order by at) into level
          from unnest(leaves) with ordinality l(leaf, at);
        while cardinality(level) > 1 loop
          select array_agg(hash order by pair) into level from (
            select (at - 1) / 2 as pair,
              case when count(*) = 1 then string_agg(hash, ''::bytea)
                else sha256('\\x01'::bytea || string_agg(hash, ''::bytea order by at)) end as hash
            from unnest(level) with ordinality l(hash, at) group by 1) joined;
        end loop;
        return coalesce(level[1], sha256(''::bytea));
      end $$`,
]

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  for (const make of functions) await make.execute(database.db)
})
afterAll(() => database.close())

it('comes to the same root, key and order in plain SQL', async () => {
  const { db } = database
  const records = Array.from({ length: 300 }, (_, seed) => randomRound(seed)).filter(
    ({ algorithm }) => algorithm === 'sha-256',
  )
  expect(records.length).toBeGreaterThan(100)
  for (const record of records) {
    const sourceText = (record.result?.drawn ?? [])
      .map(({ game, issue, numbers }) => `${game}:${issue}:${numbers.join('.')}/`)
      .join('')
    const { rows } = await sql<{ root: string; key: string; pool: string | null; lines: string[] | null }>`
      with leaf as materialized (
        select split_part(leaf, '|', 1) name, split_part(leaf, '|', 2) pool, split_part(leaf, '|', 5)::int points
        from jsonb_array_elements_text(${JSON.stringify(record.leaves)}::jsonb) leaf
      ), key as materialized (
        select draw_hmac(decode(${record.commitment}, 'hex'), convert_to(${sourceText}, 'UTF8')) key
      ), valued as (
        select leaf.*, encode(draw_hmac(key, convert_to(format(E'jucai.draw.order/1\n%s\n%s', pool, name), 'UTF8')), 'hex') value
        from leaf, key
      ), ordered as (
        select pool, array_agg(name || ' ' || value
          order by case when ${record.order} = 'points' then -points else 0 end, value collate "C", name) lines
        from valued group by pool
      )
      select encode(draw_root(array(select jsonb_array_elements_text(${JSON.stringify(record.leaves)}::jsonb))), 'hex') root,
        encode(key, 'hex') key, pool, lines
      from key left join ordered on true`.execute(db)
    expect(rows[0]?.root).toBe(record.root)
    expect(rows[0]?.key).toBe(record.result?.key)
    expect(Object.fromEntries(rows.flatMap(({ pool, lines }) => (pool ? [[pool, lines]] : [])))).toEqual(
      record.result?.order,
    )
  }
})
