import type { Group } from './table'

/** Environment, agriculture and public opinion: classes 14 to 16. */
export const surroundings: readonly Group[] = [
  [
    '14',
    'ENVIRONMENT',
    'ecology',
    'PUSH',
    [
      [
        'environment.rating',
        ['企业环境信用评价', 'Environmental credit rating'],
        'ecology',
        'ecology',
        'YEARLY',
        150,
        60,
        'P',
        'C',
      ],
    ],
  ],
  [
    '15',
    'AGRICULTURE',
    'farm',
    'PUSH',
    [
      [
        'agriculture.holdings',
        ['种植、养殖规模和经营权', 'Land, herds and rights to them'],
        'farm',
        'land2',
        'YEARLY',
        90,
        60,
        'I*',
        'CR',
      ],
    ],
  ],
  [
    '16',
    'PUBLIC_OPINION',
    'credit',
    'PUSH',
    [
      [
        'opinion.reports',
        ['公开报道和核实情况', 'Public reports and their confirmation'],
        'credit',
        'sharing',
        'MONTHLY',
        20,
        24,
        'P',
        'C',
      ],
    ],
  ],
]
