-- Applications that stand suspended because their consent ended for good (withdrawn, replaced or run out, not paused) since
-- before an instant, oldest first. Names rows and tells nothing else; the worker then enters the enterprise and counts the
-- working days itself.
CREATE FUNCTION guard.applications_without_consent(before timestamptz, most integer)
RETURNS TABLE (enterprise_id uuid, application_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT a."enterpriseId", a.id
  FROM public.application a
  JOIN public.consent c ON c."enterpriseId" = a."enterpriseId" AND c.id = a."consentId" AND c.state IN ('REVOKED', 'EXPIRED')
  JOIN LATERAL (SELECT max(e.at) AS at FROM public.application_event e
    WHERE e."enterpriseId" = a."enterpriseId" AND e."applicationId" = a.id AND e.event = 'SUSPENDED') s ON s.at < before
  WHERE a.suspended AND a.state IN ('SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL', 'GRANTED', 'OFFERED')
  ORDER BY s.at LIMIT most;
END;

CREATE INDEX application_suspended ON public.application ("enterpriseId") WHERE suspended;

REVOKE ALL ON FUNCTION guard.applications_without_consent(timestamptz, integer) FROM PUBLIC;
ALTER FUNCTION guard.applications_without_consent(timestamptz, integer) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION guard.applications_without_consent(timestamptz, integer) TO app_worker;
