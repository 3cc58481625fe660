-- An institution uses a consent as it was granted, or not at all (ADR 0023). What it is shown can be kept, and is one handing over: STORE,
-- ONETIME, and that is all that can be granted to one. A consent that says less (look only, yes or no only, so many times a month)
-- opens nothing, for nothing on the platform would keep an institution to it.
CREATE OR REPLACE FUNCTION guard.consent_hold(enterprise_id uuid, consent_id uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public.consent c
  WHERE c."enterpriseId" = enterprise_id AND c.id = consent_id
    AND (c."institutionId" = guard.tenant('INSTITUTION') AND c."consentMode" = 'STORE' AND c."fetchType" = 'ONETIME'
      OR c."enterpriseId" = guard.tenant('WORKER', 'ENTERPRISE'))
    AND c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now()
  FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no live consent' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;
