-- A firm whose drawing failed is drawn again, twice at most and after all others; and the time left is reckoned from the pace of
-- whoever works on the run now, not of the one who died.
ALTER TABLE guard.scoring_item ADD COLUMN tries smallint NOT NULL DEFAULT 0;
-- Since when its present holder works on it.
ALTER TABLE guard.scoring_run ADD COLUMN leased_at timestamptz;
DROP INDEX guard.scoring_item_of_run;
CREATE INDEX scoring_item_of_run ON guard.scoring_item (run_id, state, tries, later, enterprise_id);

-- As it was, and it says when another holder has taken over.
CREATE OR REPLACE FUNCTION guard.lease_scoring_run(holder uuid, seconds integer) RETURNS TABLE (id uuid, kind text, "organisationId" uuid, "startedBy" uuid,
  card jsonb, against text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  chosen uuid;
BEGIN
  SELECT r.id INTO chosen FROM guard.scoring_run r
  WHERE r.finished_at IS NULL AND (r.leased_by = holder OR r.lease_until IS NULL OR r.lease_until < clock_timestamp())
  ORDER BY r.leased_by IS DISTINCT FROM holder, r.started_at LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF chosen IS NULL THEN RETURN; END IF;
  UPDATE guard.scoring_run r SET leased_by = holder, lease_until = clock_timestamp() + make_interval(secs => seconds),
    leased_at = CASE WHEN r.leased_by = holder THEN coalesce(r.leased_at, clock_timestamp()) ELSE clock_timestamp() END,
    begun_at = coalesce(r.begun_at, clock_timestamp()) WHERE r.id = chosen;
  RETURN QUERY SELECT r.id, r.kind, r.organisation_id, r.started_by, c.card, r.against
    FROM guard.scoring_run r LEFT JOIN guard.card_version c ON c.id = r.card_id WHERE r.id = chosen;
END
$$;

-- Those whom step one found moved come first, those who failed before come last.
CREATE OR REPLACE FUNCTION guard.scoring_waiting(of_run uuid, most integer) RETURNS TABLE (enterprise_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT i.enterprise_id FROM guard.scoring_item i WHERE i.run_id = of_run AND i.state = 'WAITING'
  ORDER BY i.tries, i.later, i.enterprise_id LIMIT most;
END;

-- As it was, but a firm that failed waits again until it has failed three times.
CREATE OR REPLACE FUNCTION guard.settle_scoring_item(of_run uuid, as_state text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE guard.scoring_item i SET tries = i.tries + (as_state = 'FAILED')::integer,
    state = CASE WHEN as_state = 'FAILED' AND i.tries < 2 THEN 'WAITING' ELSE as_state END,
    at = CASE WHEN as_state = 'FAILED' AND i.tries < 2 THEN NULL ELSE clock_timestamp() END
  WHERE i.run_id = of_run AND i.enterprise_id = guard.tenant('WORKER') AND i.state = 'WAITING';
  RETURN FOUND;
END
$$;

-- As it was, in the order of the index.
CREATE OR REPLACE FUNCTION guard.shadow_batch(of_run uuid, most integer) RETURNS TABLE ("enterpriseId" uuid, "countyCode" text, size text, live boolean,
  readings jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    WITH held AS (
      SELECT i.enterprise_id FROM guard.scoring_item i WHERE i.run_id = of_run AND i.state = 'WAITING'
      ORDER BY i.tries, i.later, i.enterprise_id LIMIT most FOR UPDATE SKIP LOCKED
    ), asked AS (SELECT h.enterprise_id, guard.has_live_matching(h.enterprise_id) AS live FROM held h)
    SELECT e."enterpriseId", e."countyCode"::text, e.size::text, a.live, CASE WHEN a.live THEN (
      SELECT jsonb_agg(i - 'evidence') FROM public.portrait p, jsonb_array_elements(p.body -> 'indicators') i
      WHERE p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL) END
    FROM asked a JOIN public.enterprise e ON e."enterpriseId" = a.enterprise_id;
END
$$;

-- What the operator sees of both steps. `recent` and `recentlyScored`: within the last minute, or since `drawingSince` and
-- `scoringSince` if those are later: since the present holder works on the step. `retrying`: those that wait after a failure.
DROP FUNCTION guard.scoring_runs(text, uuid, integer);
CREATE FUNCTION guard.scoring_runs(of_kind text, of_card uuid, most integer) RETURNS TABLE (id uuid, kind text, "cardId" uuid, against text,
  "startedBy" text, "startedAt" timestamptz, "begunAt" timestamptz, "finishedAt" timestamptz, total integer, waiting integer, done integer,
  "noConsent" integer, "noData" integer, failed integer, recent integer, report jsonb, digest text, unscored integer, scored integer, moved integer,
  "recentlyScored" integer, retrying integer, "scoringSince" timestamptz, "drawingSince" timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.operator_or_stop();
  RETURN QUERY SELECT r.id, r.kind, r.card_id, r.against, a.name, r.started_at, r.begun_at, r.finished_at, r.total,
      n.waiting, n.done, n.no_consent, n.no_data, n.failed, n.recent, r.report, r.digest, s.unscored, s.scored, s.moved, s.recent,
      n.retrying, r.leased_at, greatest(r.leased_at, s.ended)
    FROM guard.scoring_run r LEFT JOIN public.account a ON a.id = r.started_by
    CROSS JOIN LATERAL (SELECT coalesce(sum(p.firms) FILTER (WHERE p.settled_at IS NULL), 0)::integer AS unscored,
      coalesce(sum(p.scored), 0)::integer AS scored, coalesce(sum(p.moved), 0)::integer AS moved, max(p.settled_at) AS ended,
      coalesce(sum(p.firms) FILTER (WHERE p.settled_at > greatest(now() - interval '1 minute', r.leased_at)), 0)::integer AS recent
      FROM guard.scoring_part p WHERE p.run_id = r.id) s
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE i.state = 'WAITING')::integer AS waiting, count(*) FILTER (WHERE i.state = 'DONE')::integer AS done,
      count(*) FILTER (WHERE i.state = 'NO_CONSENT')::integer AS no_consent, count(*) FILTER (WHERE i.state = 'NO_DATA')::integer AS no_data,
      count(*) FILTER (WHERE i.state = 'FAILED')::integer AS failed, count(*) FILTER (WHERE i.state = 'WAITING' AND i.tries > 0)::integer AS retrying,
      count(*) FILTER (WHERE i.at > greatest(now() - interval '1 minute', r.leased_at, s.ended))::integer AS recent
      FROM guard.scoring_item i WHERE i.run_id = r.id) n
    WHERE (of_kind IS NULL OR r.kind = of_kind) AND (of_card IS NULL OR r.card_id = of_card)
    ORDER BY r.started_at DESC LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION guard.scoring_runs(text, uuid, integer) FROM PUBLIC;
ALTER FUNCTION guard.scoring_runs(text, uuid, integer) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION guard.scoring_runs(text, uuid, integer) TO app_operator;
