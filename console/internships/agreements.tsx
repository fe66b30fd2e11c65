import type { InternshipLine } from '@jucai/contract/internship-shapes'
import { internshipStateLabels } from '@jucai/contract/internship-vocabulary'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { day } from '../dates'
import { ChoiceField } from '../parts/field'
import { Empty } from '../parts/notice'
import { Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table, actsColumn } from '../parts/table'
import { OneInternship } from './one-internship'

/** Internships: those whose agreement waits for the office, or all; one of them when the address names it. */
export default function Agreements() {
  const [search] = useSearchParams()
  const id = search.get('id')
  return id ? <OneInternship key={id} id={id} /> : <List />
}

const which = [
  { value: 'turn', label: '等人才办签章' },
  { value: 'all', label: '全部' },
] as const

function List() {
  const [search, setSearch] = useSearchParams()
  const all = search.get('which') === 'all'
  const pages = usePages<InternshipLine>(`internships ${all}`, (after) =>
    call('GET /internships', { query: { after, ...(all ? {} : { turn: true }) } }),
  )
  return (
    <Page title="见习协议" lead="见习人员和基地先签，人才办最后签章，签完才算数。每次打开都留痕。" wide>
      <div className="narrow">
        <ChoiceField
          label="看哪些"
          required
          value={all ? 'all' : 'turn'}
          options={which}
          onChange={(next) => setSearch(next === 'all' ? { which: 'all' } : {})}
        />
      </div>
      {pages.items.length > 0 && (
        <Table label="见习" columns={['编号', '见习人员', '基地', '岗位', '时间', '状态', actsColumn]}>
          {pages.items.map((one) => (
            <tr key={one.id}>
              <td className="mono">{one.number}</td>
              <td>{one.name}</td>
              <td>{one.base}</td>
              <td>{one.title}</td>
              <td>
                {day(one.firstDay)}到{day(one.lastDay)}
              </td>
              <td>{internshipStateLabels[one.state]}</td>
              <td>
                <Link to={`/internships?id=${one.id}`} aria-label={`打开${one.number}`}>
                  打开
                </Link>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="见习"
        empty={
          <Empty icon="check" title={all ? '还没有见习' : '没有等签章的协议'}>
            前两方签好以后，会出现在这里。
          </Empty>
        }
      />
    </Page>
  )
}
