import type { Group } from './table'

/** What only the enterprise itself says: class 17. */
export const declared: readonly Group[] = [
  [
    '17',
    null,
    null,
    'DECLARE',
    [
      [
        'declared.sales',
        ['近十二个月营业收入', 'Sales of the last twelve months'],
        'self',
        'own',
        'YEARLY',
        null,
        12,
        'C$',
        'RX',
      ],
      ['declared.headcount', ['从业人员', 'People employed'], 'self', 'own', 'YEARLY', null, 12, 'I', 'RX'],
      [
        'declared.electricity',
        ['近十二个月用电量', 'Electricity of the last twelve months'],
        'self',
        'own',
        'YEARLY',
        null,
        12,
        'C$',
        'RX',
      ],
      ['declared.capital', ['实缴资本', 'Paid-in capital'], 'self', 'own', 'YEARLY', null, 12, 'I', 'RX'],
      ['declared.assets', ['资产总额', 'Total assets'], 'self', 'own', 'YEARLY', null, 12, 'C$', 'R'],
      ['declared.patents', ['有效专利', 'Patents in force'], 'self', 'own', 'YEARLY', null, 12, 'I', 'RX'],
    ],
  ],
]
