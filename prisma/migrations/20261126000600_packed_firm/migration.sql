-- One packed row an enterprise, its sources one behind the other (ADR 0021): they were always written, deleted and read together, and
-- each row more cost a look into the index and a join for every firm of the city.
UPDATE public.packed_series f SET body = (SELECT string_agg(s.body, '' ORDER BY s.source) FROM public.packed_series s
  WHERE s."enterpriseId" = f."enterpriseId" AND s."consentId" = f."consentId")
WHERE f.source = 0;
DELETE FROM public.packed_series s WHERE s.source <> 0;
ALTER TABLE public.packed_series DROP COLUMN source;
ALTER TABLE public.packed_series ADD CONSTRAINT packed_series_pkey PRIMARY KEY ("enterpriseId");
-- Up to a page it lies in the row itself: read in order with its neighbours, not chunk by chunk from elsewhere.
ALTER TABLE public.packed_series SET (toast_tuple_target = 8160);

-- Puts the packed row of a portrait in the place of the former one: of the enterprise that the job has entered. NULL: there is none, and
-- the firm is drawn in full.
DROP FUNCTION guard.replace_packed(uuid, uuid, integer[], bytea[]);
CREATE FUNCTION guard.replace_packed(of_consent uuid, of_portrait uuid, with_body bytea) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  firm uuid := guard.tenant('WORKER');
BEGIN
  IF firm IS NULL THEN RAISE EXCEPTION 'not a job' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF with_body IS NULL THEN
    DELETE FROM public.packed_series p WHERE p."enterpriseId" = firm;
  ELSE
    INSERT INTO public.packed_series AS p ("enterpriseId", "consentId", "portraitId", body) VALUES (firm, of_consent, of_portrait, with_body)
    ON CONFLICT ("enterpriseId") DO UPDATE SET "consentId" = excluded."consentId", "portraitId" = excluded."portraitId", body = excluded.body;
  END IF;
END
$$;

-- The next part of an open run, held until the transaction ends; no row where none waits. To the worker that has entered as the
-- organisation that began the run.
DROP FUNCTION guard.take_scoring_part(uuid);
CREATE FUNCTION guard.take_scoring_part(of_run uuid) RETURNS TABLE (part integer, first_id uuid, last_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT p.part, p.first_id, p.last_id FROM guard.scoring_part p JOIN guard.scoring_run r ON r.id = p.run_id
  WHERE p.run_id = of_run AND p.settled_at IS NULL AND r.kind = 'RESCORE' AND r.finished_at IS NULL AND r.organisation_id = guard.tenant('WORKER')
  ORDER BY p.part LIMIT 1 FOR UPDATE OF p SKIP LOCKED;
END;

-- True for a part within these bounds, of an open run, to the worker that runs it; stops everybody else.
CREATE FUNCTION guard.part_or_stop(of_run uuid, of_part integer, from_id uuid, to_id uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM guard.scoring_part p JOIN guard.scoring_run r ON r.id = p.run_id
  WHERE p.run_id = of_run AND p.part = of_part AND p.first_id = from_id AND p.last_id = to_id
    AND p.settled_at IS NULL AND r.finished_at IS NULL AND r.organisation_id = guard.tenant('WORKER');
  IF NOT FOUND THEN RAISE EXCEPTION 'no such part' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN true;
END
$$;

-- The packed rows of a part, some firms a piece (score-block.ts): of firms of the run under a live consent for matching, and of the
-- consent that they were packed under. The bounds stand at each table, are known when it is planned, and loops are forbidden, so that
-- each table is read once, in order, within the part: left to itself the planner reads all consents of the city for every part.
-- Pieces, because a value of megabytes is copied five times on its way.
DROP FUNCTION guard.packed_block(uuid, integer);
CREATE FUNCTION guard.packed_pieces(of_run uuid, of_part integer, from_id uuid, to_id uuid) RETURNS SETOF bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET work_mem = '32MB' SET enable_nestloop = off SET max_parallel_workers_per_gather = 0 SET plan_cache_mode = force_custom_plan
BEGIN ATOMIC
  SELECT string_agg(uuid_send(f.id) || int4send(length(f.body)) || f.body, '' ORDER BY f.id) FROM (
    SELECT s."enterpriseId" AS id, s.body, (row_number() OVER (ORDER BY s."enterpriseId") - 1) / 64 AS piece
    FROM public.packed_series s
    JOIN guard.scoring_item i ON i.enterprise_id = s."enterpriseId"
    JOIN public.consent c ON c."enterpriseId" = s."enterpriseId" AND c.id = s."consentId"
    WHERE guard.part_or_stop(of_run, of_part, from_id, to_id) AND i.run_id = of_run AND i.enterprise_id BETWEEN from_id AND to_id
      AND s."enterpriseId" BETWEEN from_id AND to_id AND c."enterpriseId" BETWEEN from_id AND to_id
      AND c.purpose = 'MATCHING' AND c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now()) f
  GROUP BY f.piece ORDER BY f.piece;
END;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['replace_packed(uuid, uuid, bytea)', 'take_scoring_part(uuid)', 'part_or_stop(uuid, integer, uuid, uuid)',
    'packed_pieces(uuid, integer, uuid, uuid)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.replace_packed(uuid, uuid, bytea), guard.take_scoring_part(uuid), guard.packed_pieces(uuid, integer, uuid, uuid)
  TO app_worker;
