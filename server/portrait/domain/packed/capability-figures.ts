import { ratioDown } from './exact'
import { placeOf } from './figures'
import { holdingKinds, outcomes, presentBits, rowOffsets } from './layout'
import { lackAll, listPlace, type RecordRows } from './record-rows'
import { NO_SOURCE, NOT_APPLICABLE } from './series'

const p = placeOf

/** Rights, bids, grants, titles, permits and holdings, each as it stood on the day. `present`: bits of the classes on file. */
export function capabilityFigures(rows: RecordRows, present: number): void {
  const { figures } = rows
  const { asOf } = rows.today
  if (present & presentBits.INTELLECTUAL_PROPERTY) {
    figures.put(p['capability.inventionPatents'], standing(rows, listPlace.rights, asOf, 1, false))
    figures.put(p['capability.otherRights'], standing(rows, listPlace.rights, asOf, 0, false))
  } else lackAll(figures, [p['capability.inventionPatents'], p['capability.otherRights']])
  if (present & presentBits.PROCUREMENT) bidFigures(rows)
  else lackAll(figures, [p['capability.bidsWon24m'], p['capability.bidAmount24m'], p['capability.bidWinRate24m']])
  if (present & presentBits.SUBSIDY) figures.put(p['capability.subsidies24m'], paidGrants(rows))
  else figures.lack(p['capability.subsidies24m'], NO_SOURCE)
  if (present & presentBits.QUALIFICATION) figures.put(p['capability.titles'], standing(rows, listPlace.titles, asOf, -1, true))
  else figures.lack(p['capability.titles'], NO_SOURCE)
  if (present & presentBits.PERMIT) figures.put(p['capability.permits'], standing(rows, listPlace.permits, asOf, -1, true))
  else figures.lack(p['capability.permits'], NO_SOURCE)
  holdings(rows, present, asOf)
}

/** Rows begun by the day, of one kind (−1: of any), valid still and not withdrawn. */
function standing(rows: RecordRows, list: number, asOf: number, kind: number, isDated: boolean): number {
  let found = 0
  for (let row = 0; row < rows.rows(list); row++) {
    if (rows.day(list, row, rowOffsets.first) > asOf || (kind >= 0 && rows.kind(list, row) !== kind)) continue
    if (isDated && !rows.isValid(list, row, asOf)) continue
    found++
  }
  return found
}

function bidFigures(rows: RecordRows): void {
  const { figures, today } = rows
  const list = listPlace.bids
  let won = 0
  let decided = 0
  let amount = 0
  for (let row = 0; row < rows.rows(list); row++) {
    const on = rows.day(list, row, rowOffsets.first)
    if (on > today.asOf || on <= today.after24) continue
    const outcome = rows.kind(list, row)
    if (outcome !== outcomes.VOID) decided++
    if (outcome !== outcomes.WON) continue
    won++
    amount += rows.amount(list, row)
  }
  figures.put(p['capability.bidsWon24m'], won)
  figures.put(p['capability.bidAmount24m'], amount)
  if (decided === 0) figures.lack(p['capability.bidWinRate24m'], NOT_APPLICABLE)
  else figures.put(p['capability.bidWinRate24m'], ratioDown(won, decided))
}

function paidGrants(rows: RecordRows): number {
  const { asOf, after24 } = rows.today
  const list = listPlace.grants
  let amount = 0
  for (let row = 0; row < rows.rows(list); row++) {
    const paidOn = rows.day(list, row, rowOffsets.second)
    const isPaid = paidOn !== 0 && paidOn > after24 && paidOn <= asOf
    if (isPaid && rows.day(list, row, rowOffsets.first) <= asOf) amount += rows.amount(list, row)
  }
  return amount
}

function holdings(rows: RecordRows, present: number, asOf: number): void {
  const { figures } = rows
  const places = [p['agriculture.crops'], p['agriculture.orchards'], p['agriculture.livestock']] as const
  if ((present & presentBits.AGRICULTURE) === 0) {
    lackAll(figures, places)
    return
  }
  const list = listPlace.holdings
  for (const kind of [holdingKinds.CROP, holdingKinds.ORCHARD, holdingKinds.LIVESTOCK]) {
    let quantity = 0
    for (let row = 0; row < rows.rows(list); row++) {
      if (rows.day(list, row, rowOffsets.first) > asOf || rows.kind(list, row) !== kind || !rows.isValid(list, row, asOf))
        continue
      quantity += rows.amount(list, row)
    }
    figures.put(places[kind], quantity)
  }
}
