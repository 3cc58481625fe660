-- Packed series (ADR 0021): what a portrait is scored from, one row an enterprise and source, and runs over the city that score
-- everybody from them before they draw.

-- `source`: 0 the firm's own records, 1 tax, 2 social security, 3 electricity, 4 water, 5 gas, 6 customs; `body` by the layout of
-- server/portrait/domain/packed/layout.ts. Numbers and days without names, no more than the portrait's body tells in the clear.
CREATE TABLE public.packed_series (
    "enterpriseId" UUID NOT NULL,
    "source" INTEGER NOT NULL CHECK ("source" BETWEEN 0 AND 6),
    "consentId" UUID NOT NULL,
    "portraitId" UUID NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "packed_series_pkey" PRIMARY KEY ("enterpriseId","source")
);
-- Rows are short and read whole: never compressed.
ALTER TABLE public.packed_series ALTER COLUMN "body" SET STORAGE EXTERNAL;
ALTER TABLE public.packed_series
  ADD CONSTRAINT packed_series_of_consent FOREIGN KEY ("enterpriseId", "consentId") REFERENCES public.consent ("enterpriseId", id),
  ADD CONSTRAINT packed_series_of_portrait FOREIGN KEY ("enterpriseId", "portraitId") REFERENCES public.portrait ("enterpriseId", id);
ALTER TABLE public.packed_series OWNER TO tenancy_owner;
ALTER TABLE public.packed_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.packed_series FORCE ROW LEVEL SECURITY;
CREATE POLICY guard ON public.packed_series TO tenancy_guard USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON public.packed_series TO tenancy_guard;

-- Puts the packed rows of a portrait in the place of the former ones: of the enterprise that the job has entered. Without rows
-- there are none, and the firm is drawn in full.
CREATE FUNCTION guard.replace_packed(of_consent uuid, of_portrait uuid, sources integer[], bodies bytea[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  firm uuid := guard.tenant('WORKER');
BEGIN
  IF firm IS NULL THEN RAISE EXCEPTION 'not a job' USING ERRCODE = 'insufficient_privilege'; END IF;
  DELETE FROM public.packed_series p WHERE p."enterpriseId" = firm;
  INSERT INTO public.packed_series ("enterpriseId", source, "consentId", "portraitId", body)
  SELECT firm, r.source, of_consent, of_portrait, r.body FROM unnest(sources, bodies) AS r (source, body);
END
$$;

-- ── Step one of a run ──────────────────────────────────────────────────────────────────────────
-- A part: some thousand firms that follow each other. Settled once, whoever dies.
CREATE TABLE guard.scoring_part (
  run_id     uuid NOT NULL REFERENCES guard.scoring_run (id),
  part       integer NOT NULL,
  first_id   uuid NOT NULL,
  last_id    uuid NOT NULL,
  firms      integer NOT NULL,
  settled_at timestamptz,
  scored     integer,
  moved      integer,
  digest     text,
  PRIMARY KEY (run_id, part),
  CONSTRAINT scoring_part_settled CHECK (num_nulls(settled_at, scored, moved, digest) IN (0, 4))
);
-- What step one found of a firm; only while its run is open, and seen by nobody. `grade`: 0 is A; `gates`: a bit a bar;
-- `reasons`: numbers of the card's factors from 1, the worst first, 0 for none.
CREATE TABLE guard.scored_firm (
  enterprise_id  uuid NOT NULL,
  run_id         uuid NOT NULL REFERENCES guard.scoring_run (id),
  score          smallint NOT NULL,
  grade          smallint NOT NULL,
  low            smallint NOT NULL,
  high           smallint NOT NULL,
  confidence_bps smallint NOT NULL,
  gates          smallint NOT NULL,
  reasons        smallint[] NOT NULL,
  moved          boolean NOT NULL,
  PRIMARY KEY (enterprise_id, run_id)
);

-- Whom step one found moved is drawn first.
ALTER TABLE guard.scoring_item ADD COLUMN later boolean NOT NULL DEFAULT true;
DROP INDEX guard.scoring_item_of_run;
CREATE INDEX scoring_item_of_run ON guard.scoring_item (run_id, state, later, enterprise_id);

-- ── Erasure ────────────────────────────────────────────────────────────────────────────────────
-- With the consent, with the portrait that was overtaken by a correction, and with the firm's keys go its packed rows.
CREATE FUNCTION guard.drop_packed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  firm uuid;
BEGIN
  IF TG_TABLE_NAME = 'erasure' THEN firm := NEW.subject_id; ELSE firm := NEW."enterpriseId"; END IF;
  IF TG_TABLE_NAME = 'portrait' THEN
    DELETE FROM public.packed_series p WHERE p."enterpriseId" = firm AND p."portraitId" = NEW.id;
  ELSIF TG_TABLE_NAME = 'consent' THEN
    DELETE FROM public.packed_series p WHERE p."enterpriseId" = firm AND p."consentId" = NEW.id;
  ELSE
    DELETE FROM public.packed_series p WHERE p."enterpriseId" = firm;
  END IF;
  DELETE FROM guard.scored_firm s WHERE s.enterprise_id = firm;
  RETURN NULL;
END
$$;
CREATE TRIGGER drop_packed AFTER UPDATE OF state ON public.consent FOR EACH ROW
  WHEN (NEW.state IN ('REVOKED', 'EXPIRED', 'REJECTED')) EXECUTE FUNCTION guard.drop_packed();
CREATE TRIGGER drop_packed_signed_off AFTER UPDATE OF "endedAt" ON public.consent_sign_off FOR EACH ROW
  WHEN (NEW."endedAt" IS NOT NULL) EXECUTE FUNCTION guard.drop_packed();
CREATE TRIGGER drop_packed AFTER UPDATE OF "staleSince" ON public.portrait FOR EACH ROW
  WHEN (NEW."staleSince" IS NOT NULL) EXECUTE FUNCTION guard.drop_packed();
CREATE TRIGGER drop_packed AFTER UPDATE OF verdict ON guard.erasure FOR EACH ROW
  WHEN (NEW.subject = 'ENTERPRISE' AND NEW.verdict = 'CONFIRM') EXECUTE FUNCTION guard.drop_packed();

-- ── What the worker does ───────────────────────────────────────────────────────────────────────
-- Cuts the firms of a run into parts.
CREATE FUNCTION guard.split_scoring_run(of_run uuid, firms_a_part integer) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO guard.scoring_part (run_id, part, first_id, last_id, firms)
  SELECT of_run, n.part, (array_agg(n.enterprise_id ORDER BY n.enterprise_id))[1], (array_agg(n.enterprise_id ORDER BY n.enterprise_id DESC))[1], count(*)
  FROM (SELECT i.enterprise_id, (row_number() OVER (ORDER BY i.enterprise_id) - 1) / firms_a_part AS part
        FROM guard.scoring_item i WHERE i.run_id = of_run) n
  GROUP BY n.part;
END;

-- The next part of an open run, held until the transaction ends; NULL where none waits. To the worker that has entered as the
-- organisation that began the run.
CREATE FUNCTION guard.take_scoring_part(of_run uuid) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  chosen integer;
BEGIN
  SELECT p.part INTO chosen FROM guard.scoring_part p JOIN guard.scoring_run r ON r.id = p.run_id
  WHERE p.run_id = of_run AND p.settled_at IS NULL AND r.kind = 'RESCORE' AND r.finished_at IS NULL AND r.organisation_id = guard.tenant('WORKER')
  ORDER BY p.part LIMIT 1 FOR UPDATE OF p SKIP LOCKED;
  RETURN chosen;
END
$$;

-- The packed rows of a part as one block (score-block.ts): of firms of the run under a live consent for matching, and of the
-- consent that they were packed under. Of an open run only, to the worker that runs it.
CREATE FUNCTION guard.packed_block(of_run uuid, of_part integer) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '32MB' AS $$
DECLARE
  chosen guard.scoring_part;
BEGIN
  SELECT p.* INTO chosen FROM guard.scoring_part p JOIN guard.scoring_run r ON r.id = p.run_id
  WHERE p.run_id = of_run AND p.part = of_part AND p.settled_at IS NULL AND r.finished_at IS NULL AND r.organisation_id = guard.tenant('WORKER');
  IF NOT FOUND THEN RAISE EXCEPTION 'no such part' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN (
    SELECT coalesce(string_agg(uuid_send(i.enterprise_id) || int4send(length(s.rows)) || s.rows, '' ORDER BY i.enterprise_id), '')
    FROM guard.scoring_item i
    JOIN public.consent c ON c."enterpriseId" = i.enterprise_id
    CROSS JOIN LATERAL (SELECT string_agg(s.body, '' ORDER BY s.source) AS rows FROM public.packed_series s
      WHERE s."enterpriseId" = i.enterprise_id AND s."consentId" = c.id) s
    WHERE i.run_id = of_run AND i.enterprise_id BETWEEN chosen.first_id AND chosen.last_id AND s.rows IS NOT NULL
      AND c.purpose = 'MATCHING' AND c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now());
END
$$;

-- Writes a part's results back, puts who moved first, and its digest on record. How many were written; 0 where the part was
-- settled before.
CREATE FUNCTION guard.record_scored_part(of_run uuid, of_part integer, ids uuid[], scores smallint[], grades smallint[], lows smallint[],
  highs smallint[], confidences smallint[], bars smallint[], first_reasons smallint[], second_reasons smallint[], third_reasons smallint[],
  fourth_reasons smallint[], moves smallint[], with_digest text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  run guard.scoring_run;
  part_firms integer;
  first_ids uuid[];
BEGIN
  SELECT * INTO run FROM guard.scoring_run r WHERE r.id = of_run AND r.finished_at IS NULL AND r.organisation_id = guard.tenant('WORKER');
  IF NOT FOUND THEN RAISE EXCEPTION 'no such run' USING ERRCODE = 'insufficient_privilege'; END IF;
  SELECT array_agg(r.id) INTO first_ids FROM unnest(ids, moves) AS r (id, moved) WHERE r.moved = 1;
  UPDATE guard.scoring_part p SET settled_at = clock_timestamp(), scored = cardinality(ids), moved = coalesce(cardinality(first_ids), 0), digest = with_digest
  WHERE p.run_id = of_run AND p.part = of_part AND p.settled_at IS NULL RETURNING p.firms INTO part_firms;
  IF NOT FOUND THEN RETURN 0; END IF;
  INSERT INTO guard.scored_firm (enterprise_id, run_id, score, grade, low, high, confidence_bps, gates, reasons, moved)
  SELECT r.id, of_run, r.score, r.grade, r.low, r.high, r.confidence, r.gates, ARRAY[r.a, r.b, r.c, r.d], r.moved = 1
  FROM unnest(ids, scores, grades, lows, highs, confidences, bars, first_reasons, second_reasons, third_reasons, fourth_reasons, moves)
    AS r (id, score, grade, low, high, confidence, gates, a, b, c, d, moved);
  -- A row that somebody holds is being drawn already.
  UPDATE guard.scoring_item i SET later = false
  FROM (SELECT h.enterprise_id FROM guard.scoring_item h WHERE h.run_id = of_run AND h.enterprise_id = ANY (first_ids) FOR UPDATE SKIP LOCKED) held
  WHERE i.run_id = of_run AND i.enterprise_id = held.enterprise_id;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (run.organisation_id, uuidv7(), 'rescoring.part-scored', run.started_by, of_run,
    jsonb_build_object('part', of_part, 'enterprises', part_firms, 'scored', cardinality(ids), 'digest', with_digest));
  RETURN cardinality(ids);
END
$$;

-- Those whom step one found moved come first.
CREATE OR REPLACE FUNCTION guard.scoring_waiting(of_run uuid, most integer) RETURNS TABLE (enterprise_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT i.enterprise_id FROM guard.scoring_item i WHERE i.run_id = of_run AND i.state = 'WAITING' ORDER BY i.later, i.enterprise_id LIMIT most;
END;

CREATE OR REPLACE FUNCTION guard.shadow_batch(of_run uuid, most integer) RETURNS TABLE ("enterpriseId" uuid, "countyCode" text, size text, live boolean,
  readings jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    WITH held AS (
      SELECT i.enterprise_id FROM guard.scoring_item i WHERE i.run_id = of_run AND i.state = 'WAITING' ORDER BY i.later, i.enterprise_id LIMIT most
      FOR UPDATE SKIP LOCKED
    ), asked AS (SELECT h.enterprise_id, guard.has_live_matching(h.enterprise_id) AS live FROM held h)
    SELECT e."enterpriseId", e."countyCode"::text, e.size::text, a.live, CASE WHEN a.live THEN (
      SELECT jsonb_agg(i - 'evidence') FROM public.portrait p, jsonb_array_elements(p.body -> 'indicators') i
      WHERE p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL) END
    FROM asked a JOIN public.enterprise e ON e."enterpriseId" = a.enterprise_id;
END
$$;

-- As it was, and with the parts of a run that draws.
CREATE OR REPLACE FUNCTION guard.start_scoring_run(run_id uuid, of_kind text, of_card uuid, against_version text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.operator_or_stop();
  firms integer;
BEGIN
  IF of_card IS NOT NULL AND NOT EXISTS (SELECT FROM guard.card_version c WHERE c.id = of_card) THEN RETURN 'not-found'; END IF;
  INSERT INTO guard.scoring_run (id, kind, organisation_id, card_id, against, started_by, total)
  VALUES (run_id, of_kind, operator, of_card, against_version, guard.actor(), 0)
  ON CONFLICT (kind) WHERE finished_at IS NULL DO NOTHING;
  IF NOT FOUND THEN RETURN 'rescoring.under-way'; END IF;
  INSERT INTO guard.scoring_item (run_id, enterprise_id)
  SELECT start_scoring_run.run_id, e."enterpriseId" FROM public.enterprise e
  WHERE guard.has_live_matching(e."enterpriseId")
    AND (of_kind = 'RESCORE' OR EXISTS (SELECT FROM public.portrait p WHERE p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL));
  GET DIAGNOSTICS firms = ROW_COUNT;
  UPDATE guard.scoring_run r SET total = firms WHERE r.id = start_scoring_run.run_id;
  IF of_kind = 'RESCORE' THEN PERFORM guard.split_scoring_run(start_scoring_run.run_id, 4000); END IF;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (operator, uuidv7(), CASE of_kind WHEN 'SHADOW' THEN 'shadow-run.started' ELSE 'rescoring.started' END, guard.actor(), run_id,
    jsonb_build_object('enterprises', firms, 'cardId', of_card, 'against', against_version));
  RETURN NULL;
END
$$;

-- As it was; what step one found goes with the run's end, for the portraits are drawn.
CREATE OR REPLACE FUNCTION guard.finish_scoring_run(of_run uuid, with_report jsonb, with_digest text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  run guard.scoring_run;
BEGIN
  UPDATE guard.scoring_run r SET finished_at = clock_timestamp(), report = with_report, digest = with_digest, leased_by = NULL, lease_until = NULL
  WHERE r.id = of_run AND r.finished_at IS NULL AND NOT EXISTS (SELECT FROM guard.scoring_item i WHERE i.run_id = of_run AND i.state = 'WAITING')
  RETURNING * INTO run;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM guard.scored_firm s WHERE s.run_id = of_run;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (run.organisation_id, uuidv7(), CASE run.kind WHEN 'SHADOW' THEN 'shadow-run.finished' ELSE 'rescoring.finished' END, run.started_by, of_run,
    jsonb_strip_nulls(jsonb_build_object('enterprises', run.total, 'digest', with_digest)));
  RETURN true;
END
$$;

-- What the operator sees of both steps; `recent` and `recentlyScored`: within the last minute, from which the time left is reckoned.
DROP FUNCTION guard.scoring_runs(text, uuid, integer);
CREATE FUNCTION guard.scoring_runs(of_kind text, of_card uuid, most integer) RETURNS TABLE (id uuid, kind text, "cardId" uuid, against text,
  "startedBy" text, "startedAt" timestamptz, "begunAt" timestamptz, "finishedAt" timestamptz, total integer, waiting integer, done integer,
  "noConsent" integer, "noData" integer, failed integer, recent integer, report jsonb, digest text, unscored integer, scored integer, moved integer,
  "recentlyScored" integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.operator_or_stop();
  RETURN QUERY SELECT r.id, r.kind, r.card_id, r.against, a.name, r.started_at, r.begun_at, r.finished_at, r.total,
      n.waiting, n.done, n.no_consent, n.no_data, n.failed, n.recent, r.report, r.digest, s.unscored, s.scored, s.moved, s.recent
    FROM guard.scoring_run r LEFT JOIN public.account a ON a.id = r.started_by
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE i.state = 'WAITING')::integer AS waiting, count(*) FILTER (WHERE i.state = 'DONE')::integer AS done,
      count(*) FILTER (WHERE i.state = 'NO_CONSENT')::integer AS no_consent, count(*) FILTER (WHERE i.state = 'NO_DATA')::integer AS no_data,
      count(*) FILTER (WHERE i.state = 'FAILED')::integer AS failed, count(*) FILTER (WHERE i.at > now() - interval '1 minute')::integer AS recent
      FROM guard.scoring_item i WHERE i.run_id = r.id) n
    CROSS JOIN LATERAL (SELECT coalesce(sum(p.firms) FILTER (WHERE p.settled_at IS NULL), 0)::integer AS unscored,
      coalesce(sum(p.scored), 0)::integer AS scored, coalesce(sum(p.moved), 0)::integer AS moved,
      coalesce(sum(p.firms) FILTER (WHERE p.settled_at > now() - interval '1 minute'), 0)::integer AS recent
      FROM guard.scoring_part p WHERE p.run_id = r.id) s
    WHERE (of_kind IS NULL OR r.kind = of_kind) AND (of_card IS NULL OR r.card_id = of_card)
    ORDER BY r.started_at DESC LIMIT most;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['scoring_part', 'scored_firm'] LOOP
    EXECUTE format('ALTER TABLE guard.%I OWNER TO tenancy_guard', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['replace_packed(uuid, uuid, integer[], bytea[])', 'drop_packed()', 'split_scoring_run(uuid, integer)', 'take_scoring_part(uuid)', 'packed_block(uuid, integer)',
    'record_scored_part(uuid, integer, uuid[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], text)',
    'scoring_runs(text, uuid, integer)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.scoring_runs(text, uuid, integer) TO app_operator;
GRANT EXECUTE ON FUNCTION guard.replace_packed(uuid, uuid, integer[], bytea[]), guard.take_scoring_part(uuid), guard.packed_block(uuid, integer),
  guard.record_scored_part(uuid, integer, uuid[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[], smallint[],
    smallint[], smallint[], text) TO app_worker;
