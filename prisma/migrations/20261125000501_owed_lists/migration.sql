-- A list is complete by what was owed of it (ADR 0027), for of records without a rhythm those that came say nothing of those that did
-- not. Of a delivered list: the months of its agreement for which a file was published, times the part of the manifests' records that
-- was good. Of a fetched one: the firms whose newest fetch it answered, among those for which it was asked.
DROP FUNCTION guard.fold_quality();
CREATE FUNCTION guard.fold_quality(lists jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH list AS (
    SELECT l.* FROM jsonb_to_recordset(lists) AS l ("itemId" text, "dataClass" text, pushed boolean, "from" text, "to" text)
  ), delivered AS (
    SELECT list."itemId",
      (SELECT coalesce(10000 * sum(d.accepted) / nullif(sum(d.accepted + d."setAside"), 0), 10000) FROM public.feed_delivery d
        WHERE d."dataClass" = list."dataClass" AND d.state = 'PUBLISHED' AND d."periodTo" >= list."from") AS good,
      (SELECT coalesce(count(*) FILTER (WHERE EXISTS (
            SELECT FROM public.feed_delivery d WHERE d."dataClass" = list."dataClass" AND d.state = 'PUBLISHED'
              AND to_char(m.day, 'YYYY-MM') BETWEEN d."periodFrom" AND d."periodTo"))::numeric / nullif(count(*), 0), 1)
        FROM generate_series((list."from" || '-01')::date, (list."to" || '-01')::date, '1 month') AS m (day)) AS covered
    FROM list WHERE list.pushed
  ), fetched AS (
    SELECT list."itemId", 10000 * count(*) FILTER (WHERE newest.state = 'DONE') / count(*) AS complete
    FROM list JOIN (
      SELECT DISTINCT ON (t."enterpriseId", t."dataClass") t."dataClass", t.state
      FROM public.pull_task t JOIN public.pull_run r ON r."enterpriseId" = t."enterpriseId" AND r.id = t."runId"
      WHERE t.state = 'DONE' OR t.state IN ('FAILED', 'REFUSED')
        AND t.failure NOT IN ('source.not-authorised', 'source.unknown-subject', 'source.forbidden-host')
      ORDER BY t."enterpriseId", t."dataClass", r."requestedAt" DESC) newest ON newest."dataClass" = list."dataClass"
    WHERE NOT list.pushed GROUP BY 1
  ), owed AS (
    SELECT d."itemId", (d.good * d.covered)::integer AS complete FROM delivered d
    UNION ALL SELECT f."itemId", f.complete::integer FROM fetched f
  )
  INSERT INTO public.source_quality ("agencyId", "dataClass", "itemId", day, checked, "completenessBps", "rangeBps", "continuityBps",
    "consistencyBps", "scoreBps", "latestPeriod", "lastReceivedAt")
  SELECT q."agencyId", q."dataClass", q."itemId", guard.today(), q.checked, q.complete, q.in_range, q.continuous, q.consistent,
    (3 * q.complete + 3 * q.in_range + 2 * q.continuous + 2 * q.consistent) / 10, q.latest, q.received
  FROM (
    SELECT s."agencyId", newest."dataClass", newest."itemId", count(*)::integer AS checked,
      coalesce(min(owed.complete), (10000 * sum(newest.present) / nullif(sum(newest.expected), 0))::integer, 10000) AS complete,
      10000 - (10000 * sum(newest."outOfRange") / greatest(sum(newest.present), 1))::integer AS in_range,
      10000 - (10000 * sum(newest.gaps) / greatest(sum(newest.expected), 1))::integer AS continuous,
      10000 - (10000 * sum(newest.contradictions) / greatest(sum(newest.compared), 1))::integer AS consistent,
      max(newest."latestPeriod") AS latest, max(newest."receivedAt") AS received
    FROM (SELECT DISTINCT ON (c."enterpriseId", c."dataClass", c."itemId") c.* FROM public.source_check c
          ORDER BY c."enterpriseId", c."dataClass", c."itemId", c."receivedAt" DESC) newest
    JOIN public.snapshot s ON s."enterpriseId" = newest."enterpriseId" AND s.id = newest."snapshotId"
    LEFT JOIN owed ON owed."itemId" = newest."itemId"
    WHERE newest."itemId" <> 'unreadable'
    GROUP BY 1, 2, 3) q
  ON CONFLICT ("agencyId", "dataClass", "itemId", day) DO UPDATE SET checked = excluded.checked,
    "completenessBps" = excluded."completenessBps", "rangeBps" = excluded."rangeBps", "continuityBps" = excluded."continuityBps",
    "consistencyBps" = excluded."consistencyBps", "scoreBps" = excluded."scoreBps", "latestPeriod" = excluded."latestPeriod",
    "lastReceivedAt" = excluded."lastReceivedAt";
END;
REVOKE ALL ON FUNCTION guard.fold_quality(jsonb) FROM PUBLIC;
ALTER FUNCTION guard.fold_quality(jsonb) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION guard.fold_quality(jsonb) TO app_worker;
