/** Names of rules that a screen or a paper cites; their titles, numbers and days are texts of `indicators.repairRules`. */
export const citedRules = ['NDRC-58-2023', 'NDRC-36-2025', 'SPC-7-2017', 'SC-654-2014'] as const
export type CitedRule = (typeof citedRules)[number]

/**
 * Where entry and removal have rules of their own: court defaulters by the Supreme People's Court's provisions (法释〔2017〕7号), the
 * list of abnormal operations by the State Council's regulation on the publication of enterprises' information (order 654). A
 * company that the register does not show as active is under no rule of repair.
 */
const own: Readonly<Record<string, CitedRule | null>> = {
  COURT_DEFAULTER: 'SPC-7-2017',
  ABNORMAL_OPERATION: 'SC-654-2014',
  REGISTRATION_NOT_ACTIVE: null,
}

/**
 * The rule to cite for a bar or a record. A portrait names the repair rule of its day, by which display and repair of records are
 * counted, and its bytes stay as they were drawn; so this is told where it is shown.
 * @param code a gate, or one of the categories of dishonesty records
 * @param rule as the portrait has it
 * @returns null where no rule is to be cited
 */
export function ruleCited(code: string, rule: string): CitedRule | null {
  const cited = own[code]
  return cited === undefined ? (citedRules.find((each) => each === rule) ?? null) : cited
}
