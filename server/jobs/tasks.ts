/** The jobs of the queue and what each is given; `tenantId` and `actorId` are added by the database. */
export type Tasks = {
  'pull-source': { runId: string; dataClass: string }
  'build-portrait': { runId: string }
  'tell-agencies-consent-ended': { consentId: string }
}

export type TaskName = keyof Tasks
