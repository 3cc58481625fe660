import type { ReportSection } from '../schema'

/** The enterprise's current portrait, as far as it decides whether a report may stand on it. */
type Portrait = { staleSince: Date | null; body: { legal?: unknown; evaluations?: unknown } }

/** The portrait that a report stands on, or why there can be no report. */
export type Ground<Stood> = { state: 'READY'; portrait: Stood } | { state: 'NO_PORTRAIT' | 'STALE' | 'NO_CONSENT' }

/** A report stands on a current portrait whose data were not corrected since, under a consent that is in force. */
export function groundOf<Stood extends Pick<Portrait, 'staleSince'>>(
  portrait: Stood | null,
  consentIsLive: boolean,
): Ground<Stood> {
  if (!portrait) return { state: 'NO_PORTRAIT' }
  if (portrait.staleSince) return { state: 'STALE' }
  return consentIsLive ? { state: 'READY', portrait } : { state: 'NO_CONSENT' }
}

/** What whoever issues a report all the same is told. */
export const groundRefusals = {
  NO_PORTRAIT: 'report.no-portrait',
  STALE: 'report.portrait-stale',
  NO_CONSENT: 'report.no-consent',
} as const satisfies Record<Exclude<Ground<Portrait>['state'], 'READY'>, string>

/**
 * The sections of which the portrait knows nothing: portraits of the first catalogue hold neither legal status nor evaluations,
 * and to print that there are no records would be untrue.
 */
export const missingSections = ({ body }: Pick<Portrait, 'body'>): ReportSection[] =>
  body.legal && body.evaluations ? [] : ['LEGAL', 'EVALUATIONS']

/** Whether a section was chosen of which the portrait knows nothing. */
export const asksForMissingAxes = (portrait: Pick<Portrait, 'body'>, chosen: readonly ReportSection[]): boolean =>
  missingSections(portrait).some((section) => chosen.includes(section))
