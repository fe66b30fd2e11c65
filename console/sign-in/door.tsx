import type { ReactNode } from 'react'
import { useCity } from '../city'
import { Sky, StarMark } from '../sky'
import './door.css'

/** The frame of the pages before the sign-in: the night on one side, what to do on the other. */
export function Door({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const city = useCity()
  return (
    <div className="door">
      <header className="door-sky">
        <div className="door-mark">
          <StarMark size={40} />
          <strong>聚才</strong>
        </div>
        <p className="door-words">
          每一份申请，
          <br />
          都有人认真看，按时答复。
        </p>
        <Sky className="door-stars" frame="-30 -40 300 170" />
        <p className="door-city">
          {city ? `${city.office} · 审核台` : '审核台'} {city?.sample && <span className="sample">示例</span>}
        </p>
      </header>
      <main className="door-main">
        <div className="door-form">
          <h1>{title}</h1>
          {lead && <p className="second">{lead}</p>}
          {children}
        </div>
      </main>
    </div>
  )
}
