-- Cases under way whose officer can no longer handle them: the account was disabled, the membership ended, or it is of another
-- branch by now. Their institution's administrator frees them at once; where the operator or time ended it, the clock does.
CREATE FUNCTION guard.applications_left(most integer) RETURNS TABLE (institution_id uuid, application_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT a."institutionId", a.id FROM public.application a
  WHERE a."officerId" IS NOT NULL
    AND a.state IN ('SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL', 'GRANTED', 'OFFERED')
    AND NOT EXISTS (
      SELECT FROM public.membership m JOIN public.account o ON o.id = m."accountId"
      WHERE m."organisationId" = a."institutionId" AND m."accountId" = a."officerId" AND m.role = 'BANK_OFFICER'
        AND m."disabledAt" IS NULL AND o."disabledAt" IS NULL
        AND coalesce(m."endsOn" >= guard.today(), true)
        AND (m."branchId" IS NULL OR a."branchId" IS NULL OR m."branchId" = a."branchId"))
  ORDER BY a."institutionId", a.id LIMIT most;
END;

ALTER FUNCTION guard.applications_left(integer) OWNER TO tenancy_guard;
REVOKE ALL ON FUNCTION guard.applications_left(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.applications_left(integer) TO app_worker;
