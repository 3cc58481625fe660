-- Where each class of an opened portrait came from, and whether its last fetch failed (ADR 0027): for the transaction that has put its
-- look at this very portrait on record (guard.open_portrait), the classes that the record names by `coverage.…` and the consent of the
-- look covers. Of a failed fetch the reason alone: it is the source's, and keeps a hole from being held against the enterprise.
CREATE FUNCTION guard.opened_sources(enterprise_id uuid, portrait_id uuid)
RETURNS TABLE ("dataClass" text, provider text, "providerEn" text, "snapshotId" uuid, "periodFrom" text, "periodTo" text,
  "issuedAt" timestamptz, "receivedAt" timestamptz, digest text, failure text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT named.class, g.name, g."nameEn", s.id, s."periodFrom", s."periodTo", s."issuedAt", s."receivedAt", s.digest, last.failure
  FROM (
    SELECT DISTINCT substr(field.name, 10) AS class, p."snapshotIds" AS snapshots, r."consentId" AS consent_id
    FROM public.access_record r
    JOIN public.portrait p ON p."enterpriseId" = r."enterpriseId" AND p.id = r."portraitId"
    CROSS JOIN unnest(r.fields) AS field (name)
    WHERE r."enterpriseId" = enterprise_id AND r."portraitId" = portrait_id AND r."readerOrganisationId" = guard.tenant('INSTITUTION')
      AND r."transactionId" = guard.transaction_number() AND r.at = transaction_timestamp()::timestamptz(3)
      AND starts_with(field.name, 'coverage.')) named
  JOIN public.consent c ON c."enterpriseId" = enterprise_id AND c.id = named.consent_id AND named.class = ANY (c."dataClasses")
    AND (named.class <> ALL (c."personalClasses") OR EXISTS (
      SELECT FROM public.consent_sign_off o WHERE o."enterpriseId" = enterprise_id AND o."consentId" = c.id
        AND o."endedAt" IS NULL AND named.class = ANY (o."dataClasses")))
  JOIN public.agency g ON named.class = ANY (g."dataClasses")
  LEFT JOIN public.snapshot s ON s."enterpriseId" = enterprise_id AND s.id = ANY (named.snapshots) AND s."dataClass" = named.class
  LEFT JOIN LATERAL (
    SELECT CASE WHEN t.state IN ('FAILED', 'REFUSED') THEN t.failure END AS failure
    FROM public.pull_task t JOIN public.pull_run u ON u."enterpriseId" = t."enterpriseId" AND u.id = t."runId"
    WHERE t."enterpriseId" = enterprise_id AND t."dataClass" = named.class AND t.state IN ('DONE', 'FAILED', 'REFUSED')
    ORDER BY u."requestedAt" DESC LIMIT 1) last ON true
  ORDER BY named.class;
END
$$;
REVOKE ALL ON FUNCTION guard.opened_sources(uuid, uuid) FROM PUBLIC;
ALTER FUNCTION guard.opened_sources(uuid, uuid) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION guard.opened_sources(uuid, uuid) TO app_tenant;
