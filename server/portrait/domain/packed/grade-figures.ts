import type { Today } from './calendar'
import { type Figures, placeOf } from './figures'
import { offsets } from './layout'
import { NO_SOURCE, STALE, TOO_SHORT } from './series'

const [gradePlace, goodYearsPlace] = [placeOf['tax.grade'], placeOf['tax.goodGradeYears']]

/** Grades of years, which follow the months of the tax row from `grades` on. `row`: −1 where the class is not on file. */
export function gradeFigures(figures: Figures, view: DataView, row: number, grades: number, { year }: Today): void {
  const count = row < 0 ? 0 : view.getUint16(row + offsets.further, true)
  let first = 0
  while (first < count && view.getInt32(grades + 8 * first, true) >= year) first++
  const newest = first < count ? view.getInt32(grades + 8 * first, true) : year
  const lack = row < 0 ? NO_SOURCE : first === count ? TOO_SHORT : newest < year - 2 ? STALE : 0
  if (lack !== 0) {
    figures.lack(gradePlace, lack)
    figures.lack(goodYearsPlace, lack)
    return
  }
  let good = 0
  for (let at = first; at < count; at++) {
    if (view.getInt32(grades + 8 * at, true) !== newest - good || view.getInt32(grades + 8 * at + 4, true) < 4) break
    good++
  }
  figures.put(gradePlace, view.getInt32(grades + 8 * first + 4, true))
  figures.put(goodYearsPlace, good)
}
