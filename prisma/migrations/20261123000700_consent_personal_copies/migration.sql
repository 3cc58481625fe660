-- What a person takes back is deleted at the banks as what a firm takes back is (PIPL 15, 47): an order of its own for each
-- sign-off that ended, beside the one for the whole consent.

-- ── Copies of personal data ────────────────────────────────────────────────────────────────────
-- Set: the order is about the personal classes of this sign-off only. Null: about all that was read under the consent.
ALTER TABLE public.consent_copy ADD COLUMN "signOffId" UUID;
DROP INDEX public."consent_copy_enterpriseId_consentId_institutionId_key";
CREATE UNIQUE INDEX consent_copy_of_whole ON public.consent_copy ("enterpriseId", "consentId", "institutionId") WHERE "signOffId" IS NULL;
CREATE UNIQUE INDEX consent_copy_of_sign_off ON public.consent_copy ("enterpriseId", "signOffId") WHERE "signOffId" IS NOT NULL;
ALTER TABLE public.consent_copy ADD CONSTRAINT consent_copy_ordered_by_sign_off
  FOREIGN KEY ("enterpriseId", "signOffId") REFERENCES public.consent_sign_off ("enterpriseId", id);

-- The day until when a copy may be kept at the latest: so many days from today, or the retention that was granted, from the
-- last read on.
CREATE FUNCTION guard.copy_due(of_consent public.consent, at_once boolean, last_read timestamptz, days integer) RETURNS date
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN CASE WHEN at_once THEN guard.today() + days
    ELSE ((last_read AT TIME ZONE interval '8 hours') + CASE of_consent."retentionUnit"
      WHEN 'DAY' THEN make_interval(days => of_consent."retentionValue")
      WHEN 'MONTH' THEN make_interval(months => of_consent."retentionValue")
      ELSE make_interval(years => of_consent."retentionValue") END)::date END;
END
$$;

CREATE OR REPLACE FUNCTION guard.order_deletion(consent_id uuid, days integer)
RETURNS TABLE (institution_id uuid, due_on date, basis text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  ended public.consent;
BEGIN
  SELECT * INTO ended FROM public.consent c
  WHERE c."enterpriseId" = guard.tenant('ENTERPRISE', 'WORKER') AND c.id = consent_id AND c.state IN ('REVOKED', 'EXPIRED');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such consent that ended' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE public.document d SET state = 'STOPPED', "finishedAt" = now() WHERE d."consentId" = consent_id AND d.state = 'QUEUED';
  RETURN QUERY
    WITH read AS (
      SELECT r."readerOrganisationId" AS reader, max(r."applicationId"::text)::uuid AS application, count(*)::integer AS times, max(r.at) AS last,
        (SELECT array_agg(DISTINCT substr(f, 10)) FROM public.access_record x, unnest(x.fields) f
         WHERE x."enterpriseId" = ended."enterpriseId" AND x."consentId" = ended.id AND x."readerOrganisationId" = r."readerOrganisationId"
           AND f LIKE 'coverage.%') AS classes
      FROM public.access_record r
      JOIN public.institution i ON i."institutionId" = r."readerOrganisationId"
      WHERE r."enterpriseId" = ended."enterpriseId" AND r."consentId" = ended.id GROUP BY r."readerOrganisationId")
    INSERT INTO public.consent_copy ("enterpriseId", id, "consentId", "institutionId", "applicationId", "applicationNumber", "enterpriseName",
      "countyCode", "dataClasses", reads, "lastReadAt", basis, "dueOn")
    SELECT ended."enterpriseId", uuidv7(), ended.id, read.reader, read.application, a.number, e.name, e."countyCode",
      coalesce(read.classes, '{}'), read.times, read.last, why.basis, guard.copy_due(ended, why.basis = 'WITHDRAWN', read.last, days)
    FROM read
    JOIN public.enterprise e ON e."enterpriseId" = ended."enterpriseId"
    LEFT JOIN public.application a ON a."enterpriseId" = ended."enterpriseId" AND a.id = read.application
    CROSS JOIN LATERAL (SELECT CASE
      WHEN a.state IN ('CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED', 'SETTLED', 'RENEWED') THEN 'CONTRACT'
      WHEN ended.state = 'EXPIRED' THEN 'EXPIRED' ELSE 'WITHDRAWN' END AS basis) why
    ON CONFLICT ("enterpriseId", "consentId", "institutionId") WHERE "signOffId" IS NULL DO NOTHING
    RETURNING "institutionId", "dueOn", consent_copy.basis;
END
$$;

-- In the transaction in which the person took a sign-off back: whatever institutions read of its personal classes since it was
-- signed is to be deleted. Under a contract until the retention that was granted, else within so many days. The rest of the
-- consent stands.
CREATE FUNCTION guard.order_personal_deletion(consent_id uuid, days integer)
RETURNS TABLE (institution_id uuid, due_on date, basis text, classes text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  under public.consent;
  taken_back public.consent_sign_off;
BEGIN
  SELECT * INTO taken_back FROM public.consent_sign_off s
  WHERE s."enterpriseId" = guard.tenant('ENTERPRISE') AND s."consentId" = consent_id AND s."endReason" = 'WITHDRAWN'
  ORDER BY s."endedAt" DESC, s."signedAt" DESC LIMIT 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such sign-off that was taken back' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO under FROM public.consent c WHERE c."enterpriseId" = taken_back."enterpriseId" AND c.id = consent_id;
  RETURN QUERY
    WITH read AS (
      SELECT r."readerOrganisationId" AS reader, max(r."applicationId"::text)::uuid AS application, count(DISTINCT r.id)::integer AS times,
        max(r.at) AS last, array_agg(DISTINCT substr(f, 10)) AS classes
      FROM public.access_record r
      JOIN public.institution i ON i."institutionId" = r."readerOrganisationId"
      CROSS JOIN LATERAL unnest(r.fields) f
      WHERE r."enterpriseId" = under."enterpriseId" AND r."consentId" = under.id AND r.at >= taken_back."signedAt"
        AND f LIKE 'coverage.%' AND substr(f, 10) = ANY (taken_back."dataClasses")
      GROUP BY r."readerOrganisationId")
    INSERT INTO public.consent_copy ("enterpriseId", id, "consentId", "signOffId", "institutionId", "applicationId", "applicationNumber",
      "enterpriseName", "countyCode", "dataClasses", reads, "lastReadAt", basis, "dueOn")
    SELECT under."enterpriseId", uuidv7(), under.id, taken_back.id, read.reader, read.application, a.number, e.name, e."countyCode",
      read.classes, read.times, read.last, why.basis, guard.copy_due(under, why.basis = 'PERSON', read.last, days)
    FROM read
    JOIN public.enterprise e ON e."enterpriseId" = under."enterpriseId"
    LEFT JOIN public.application a ON a."enterpriseId" = under."enterpriseId" AND a.id = read.application
    CROSS JOIN LATERAL (SELECT CASE
      WHEN a.state IN ('CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED', 'SETTLED', 'RENEWED') THEN 'CONTRACT' ELSE 'PERSON' END AS basis) why
    ON CONFLICT ("enterpriseId", "signOffId") WHERE "signOffId" IS NOT NULL DO NOTHING
    RETURNING "institutionId", "dueOn", consent_copy.basis, "dataClasses";
END
$$;

DO $$
DECLARE
  guard_function regprocedure;
BEGIN
  FOREACH guard_function IN ARRAY ARRAY['guard.copy_due(public.consent, boolean, timestamptz, integer)',
    'guard.order_deletion(uuid, integer)', 'guard.order_personal_deletion(uuid, integer)']::regprocedure[] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', guard_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', guard_function);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.order_deletion(uuid, integer) TO app_tenant, app_worker;
GRANT EXECUTE ON FUNCTION guard.order_personal_deletion(uuid, integer) TO app_tenant;
