import type { Group } from './table'

/** What it consumes and owns: classes 05 and 06. */
export const utilitiesAndProperty: readonly Group[] = [
  [
    '05',
    'ELECTRICITY',
    'power',
    'PULL',
    [
      ['electricity.usage', ['用电量', 'Electricity used'], 'power', 'power', 'MONTHLY', 20, 36, 'C$', 'CRTX'],
      ['electricity.payment', ['电费缴纳', 'Electricity bills'], 'power', 'power', 'MONTHLY', 20, 36, 'C$', 'CRT'],
    ],
  ],
  [
    '05',
    'WATER',
    'water',
    'PULL',
    [['water.usage', ['用水量和水费缴纳', 'Water used and paid'], 'water', 'utility', 'MONTHLY', 20, 36, 'C$', 'CRT']],
  ],
  [
    '05',
    'GAS',
    'gas',
    'PULL',
    [['gas.usage', ['用气量和气费缴纳', 'Gas used and paid'], 'gas', 'utility', 'MONTHLY', 20, 36, 'C$', 'CRT']],
  ],
  [
    '06',
    'REAL_ESTATE',
    'land',
    'VERIFY',
    [
      [
        'real-estate.ownership',
        ['不动产权属（核验是否属实）', 'Ownership of real estate (yes or no)'],
        'land',
        'land',
        'ON_CHANGE',
        null,
        12,
        'C*',
        'C',
      ],
      [
        'real-estate.unencumbered',
        ['不动产是否未抵押、未查封（核验）', 'Free of mortgage and seizure (yes or no)'],
        'land',
        'land',
        'ON_CHANGE',
        null,
        12,
        'C*',
        'C',
      ],
    ],
  ],
]
