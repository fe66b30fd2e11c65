import type { Clause } from '@jucai/contract/policies/book'
import type { Criterion } from '@jucai/contract/policies/criteria'
import { comparisonText, type Named } from '@jucai/contract/policies/office-words'

/** What a part of a criterion is called, and its parts; of a comparison, what it asks for. */
const drawn = (node: Criterion, named: Named): { words: string; parts: readonly Criterion[] } => {
  if ('fact' in node) return { words: comparisonText(node, named), parts: [] }
  if ('all' in node) return { words: '以下全部满足', parts: node.all }
  if ('any' in node) return { words: '以下满足任何一项', parts: node.any }
  if ('not' in node) return { words: '不能是', parts: [node.not] }
  if ('of' in node) return { words: `以下至少满足 ${node.atLeast} 项`, parts: node.of }
  if ('when' in node) return { words: '如果…那么…', parts: [node.when, node.then] }
  return { words: `由人才办认定：${node.office}`, parts: [] }
}

/** A criterion as it is read: group by group, each part with the clause that it is. */
export function CriterionTree({
  node,
  named,
  clauses,
  lead,
}: {
  node: Criterion
  named: Named
  clauses: readonly Clause[]
  lead?: string
}) {
  const { words, parts } = drawn(node, named)
  const leads = 'when' in node ? ['如果：', '那么：'] : []
  const clause = clauses.find(({ key }) => key === node.clause)
  return (
    <div className="criterion">
      <div className="criterion-head">
        {lead && <strong>{lead}</strong>}
        {node.label && <strong>{node.label}</strong>}
        <span className={node.label ? 'second' : ''}>{words}</span>
        {clause && <span className="tag">{clause.title}</span>}
      </div>
      {node.advice && <div className="small second">做不到时的建议：{node.advice}</div>}
      {parts.length > 0 && (
        <ul>
          {parts.map((part, at) => (
            <li key={at}>
              <CriterionTree node={part} named={named} clauses={clauses} lead={leads[at]} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
