import { NavLink, useLocation } from 'react-router-dom'
import { create } from 'zustand'
import { Icon } from './parts/icon'
import { placeGroups, type Place, type PlaceGroup } from './place'

const kept = 'jucai-console-folded'
const readFolded = (): readonly PlaceGroup[] => {
  const words = localStorage.getItem(kept)?.split(',') ?? []
  return placeGroups.filter((group) => words.includes(group))
}

/** The groups this browser's reader folded away. */
const useFolded = create<{ folded: readonly PlaceGroup[]; turn(group: PlaceGroup): void }>((set, get) => ({
  folded: readFolded(),
  turn: (group) => {
    const { folded: before } = get()
    const folded = before.includes(group) ? before.filter((one) => one !== group) : [...before, group]
    localStorage.setItem(kept, folded.join(','))
    set({ folded })
  },
}))

function Group({ group, places }: { group: PlaceGroup; places: readonly Place[] }) {
  const { folded, turn } = useFolded()
  const here = useLocation().pathname.split('/')[1]
  const open = !folded.includes(group) || places.some(({ path }) => path === here)
  return (
    <>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => turn(group)}>
          {group}
          <Icon name={open ? 'chevron-down' : 'chevron-right'} size={14} />
        </button>
      </h2>
      <ul hidden={!open}>
        {places.map(({ path, title, icon }) => (
          <li key={path}>
            <NavLink to={`/${path}`} title={title}>
              <Icon name={icon} size={20} />
              <span>{title}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The way to every page somebody has, by what they do that day; the group of the open page never folds. */
export function Navigation({ mine }: { mine: readonly Place[] }) {
  return (
    <nav aria-label="主导航">
      {placeGroups
        .map((group) => ({ group, places: mine.filter((place) => place.group === group) }))
        .filter(({ places }) => places.length > 0)
        .map(({ group, places }) => (
          <Group key={group} group={group} places={places} />
        ))}
    </nav>
  )
}
