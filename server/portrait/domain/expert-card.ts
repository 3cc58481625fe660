import type { CardTerms } from './card-terms'
import { factor, yuan } from './score-card'

// EXPERT-2026.4 scores by what the firm does: how it sells, files, insures its staff, pays its bills and lasts. Records, lists,
// courts and the grades that authorities give stand beside the score (axes.ts) and bar by themselves (gates.ts): no factor reads
// them. Late filings, arrears and late bills are conduct that the firm's own months tell, and stay.

const operation = [
  factor('operation.salesGrowth12m', 18, 0, [-3000, 8], [-1000, 16], [0, 24], [1000, 30], [3000, 35]),
  factor('operation.salesSeasonalTrend24m', 13, 0, [-3000, 6], [-1000, 12], [0, 18], [1000, 22], [2500, 25]),
  factor('operation.salesGrowth3m', 10, 0, [-3000, 6], [-1000, 10], [0, 15], [1500, 20]),
  factor('operation.salesVolatility12m', 14, 25, [1501, 20], [3001, 14], [5001, 6], [8001, 0]),
  factor('operation.salesPeakShare12m', 5, 8, [1501, 6], [2501, 3], [4001, 0]),
  factor('operation.salesPerHead12m', 7, 0, [yuan(100_000), 5], [yuan(300_000), 10], [yuan(600_000), 15]),
]
const tax = [
  factor(
    'tax.taxableSales12m',
    16,
    0,
    [yuan(500_000), 10],
    [yuan(2_000_000), 20],
    [yuan(5_000_000), 28],
    [yuan(20_000_000), 36],
    [yuan(50_000_000), 40],
  ),
  factor('tax.taxPaid12m', 7, 0, [yuan(10_000), 4], [yuan(50_000), 8], [yuan(200_000), 12], [yuan(1_000_000), 15]),
  factor('tax.taxPaidGrowth12m', 5, 0, [-3000, 2], [-1000, 5], [0, 8], [1000, 10]),
  factor('tax.zeroDeclarationMonths12m', 12, 17, [1, 13], [2, 9], [4, 4], [7, 0]),
  factor('tax.lateFilings12m', 15, 20, [1, 13], [2, 7], [4, 0]),
  factor('tax.lateFilings24m', 9, 13, [1, 9], [3, 5], [6, 0]),
  factor('tax.unfiledMonths12m', 10, 12, [1, 4], [2, 0]),
  factor('tax.arrears', 14, 18, [1, 7], [yuan(10_000), 3], [yuan(100_000), 0]),
]
const socialSecurity = [
  factor('social.insuredHeadcount', 6, 0, [1, 4], [5, 7], [20, 11], [100, 15]),
  factor('social.headcountTrend12m', 14, 0, [-2000, 7], [-500, 14], [0, 19], [500, 23], [2000, 25]),
  factor('social.headcountVolatility12m', 7, 12, [501, 8], [1501, 4], [3001, 0]),
  factor('social.wageBasePerHead12m', 5, 0, [yuan(3000), 4], [yuan(4000), 7], [yuan(6000), 10]),
  factor('social.arrearsMonths12m', 15, 20, [1, 11], [2, 6], [4, 0]),
  factor('social.arrearsMonths24m', 7, 10, [1, 5], [3, 0]),
  factor('social.arrears', 12, 15, [1, 6], [yuan(10_000), 3], [yuan(100_000), 0]),
]
const utilities = [
  factor('utilities.capacityScore', 6, 0, [20, 5], [60, 9], [210, 12], [1010, 15]),
  factor('utilities.capacityUtilisation', 7, 0, [3000, 4], [5000, 7], [7000, 10], [9000, 12]),
  factor('utilities.capacityGrowth12m', 11, 0, [-3000, 4], [-1000, 10], [0, 14], [1000, 18], [3000, 20]),
  factor('utilities.electricitySeasonalTrend24m', 5, 0, [-3000, 2], [-1000, 5], [0, 7], [1000, 9], [2500, 10]),
  factor('utilities.onTimePayment12m', 18, 0, [6000, 6], [8000, 13], [9000, 18], [10_000, 25]),
  factor('utilities.electricityVolatility12m', 3, 5, [3001, 3], [6001, 0]),
  factor('utilities.idleMonths12m', 5, 6, [1, 3], [3, 0]),
  factor('utilities.electricityArrears', 5, 6, [1, 2], [yuan(10_000), 0]),
  factor('utilities.waterOnTimePayment12m', 2, 0, [8000, 2], [10_000, 3]),
  factor('utilities.gasOnTimePayment12m', 2, 0, [8000, 2], [10_000, 3]),
]
const stability = [
  factor('stability.ageMonths', 17, 0, [12, 9], [24, 16], [36, 22], [60, 29], [120, 35]),
  factor('stability.representativeChanges24m', 8, 10, [1, 5], [2, 0]),
  factor('stability.addressChanges24m', 4, 5, [1, 3], [2, 0]),
  factor('stability.shareholderChanges24m', 4, 5, [1, 3], [3, 0]),
  factor('stability.paidInShare', 5, 0, [2500, 3], [5000, 6], [10_000, 10]),
]
/**
 * The card that comes with this release. It is no built-in card: two people publish it, as any other (ADR 0025); a new
 * demonstration city begins with it.
 */
export const shippedCard: CardTerms = {
  version: 'EXPERT-2026.4',
  basis: 'EXPERT',
  catalogue: '2026.4',
  base: 300,
  cutOffs: [
    { grade: 'A', from: 745 },
    { grade: 'B', from: 695 },
    { grade: 'C', from: 625 },
    { grade: 'D', from: 560 },
    { grade: 'E', from: 300 },
  ],
  factors: [...operation, ...tax, ...socialSecurity, ...utilities, ...stability],
}
