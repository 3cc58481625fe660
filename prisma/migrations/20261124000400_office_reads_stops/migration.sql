-- Behind the median of days to decision stand the single decisions, each with its days: for these the office reads on which days
-- a clock stood still, of the applications in its reach, and no word of what was asked or answered.
CREATE POLICY office ON public.supplement_request FOR SELECT TO app_office
  USING ((SELECT guard.tenant('OFFICE')) IS NOT NULL AND EXISTS (SELECT FROM public.application a
    WHERE a."enterpriseId" = supplement_request."enterpriseId" AND a.id = "applicationId"));
GRANT SELECT ("enterpriseId", id, "applicationId", "requestedAt", "answeredAt") ON public.supplement_request TO app_office;
