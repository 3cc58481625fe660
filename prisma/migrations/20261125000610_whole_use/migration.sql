-- Who read how much: a page shows the first of them, a file has them all. `most`: rows, NULL for all.
DROP FUNCTION guard.cage_use(text, timestamptz, timestamptz);
CREATE FUNCTION guard.cage_use(dimension text, from_instant timestamptz, to_instant timestamptz, most integer)
RETURNS TABLE (key text, name text, "nameEn" text, "organisationName" text, "organisationNameEn" text, reads bigint, enterprises bigint, refused bigint,
  "lastAt" timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR', 'OFFICE') IS NULL THEN RAISE EXCEPTION 'not a supervisor' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY
    WITH fact AS (
      SELECT r."readerOrganisationId" AS organisation, r."readerAccountId" AS account, r.purpose, r.at, r."enterpriseId" AS enterprise, false AS refused
      FROM public.access_record r WHERE r.at >= from_instant AND r.at < to_instant
      UNION ALL
      SELECT l."organisationId", l."actorId", coalesce(l.body ->> 'purpose', 'UNKNOWN'), l.at, NULL, true
      FROM public.ledger_entry l WHERE l.act = 'portrait.read-refused' AND l.at >= from_instant AND l.at < to_instant
    ), keyed AS (
      SELECT CASE dimension WHEN 'BANK' THEN f.organisation::text WHEN 'OFFICER' THEN f.account::text WHEN 'PURPOSE' THEN f.purpose
          ELSE to_char(f.at AT TIME ZONE interval '8 hours', 'HH24') END AS of_key,
        CASE WHEN dimension IN ('BANK', 'OFFICER') THEN f.organisation END AS of_organisation,
        CASE dimension WHEN 'OFFICER' THEN f.account END AS of_account, f.enterprise, f.refused, f.at
      FROM fact f
    )
    SELECT k.of_key, coalesce(p.name, o.name), CASE WHEN p.id IS NULL THEN o."nameEn" END, o.name, o."nameEn",
      count(*) FILTER (WHERE NOT k.refused), count(DISTINCT k.enterprise), count(*) FILTER (WHERE k.refused), max(k.at)
    FROM keyed k LEFT JOIN public.organisation o ON o.id = k.of_organisation LEFT JOIN public.account p ON p.id = k.of_account
    GROUP BY k.of_key, p.id, p.name, o.name, o."nameEn" ORDER BY 6 DESC, 1 LIMIT most;
END
$$;

ALTER FUNCTION guard.cage_use(text, timestamptz, timestamptz, integer) OWNER TO tenancy_guard;
REVOKE ALL ON FUNCTION guard.cage_use(text, timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.cage_use(text, timestamptz, timestamptz, integer) TO app_operator, app_office;
