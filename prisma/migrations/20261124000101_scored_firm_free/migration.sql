-- What step one of a run finds is written thousands of rows at once, by guard.record_scored_part alone, which has looked at the run: a
-- look at it for every row costs more than all the rest of the writing.
ALTER TABLE guard.scored_firm DROP CONSTRAINT scored_firm_run_id_fkey;

-- Writes a part's results back, puts who moved first, and its digest on record. How many were written; 0 where the part was
-- settled before.
CREATE OR REPLACE FUNCTION guard.record_scored_part(of_run uuid, of_part integer, ids uuid[], scores smallint[], grades smallint[], lows smallint[],
  highs smallint[], confidences smallint[], bars smallint[], first_reasons smallint[], second_reasons smallint[], third_reasons smallint[],
  fourth_reasons smallint[], moves smallint[], with_digest text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  run guard.scoring_run;
  part_firms integer;
  first_ids uuid[];
  one uuid;
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
  -- Row by row by the key: the planner knows nothing of a run that has just begun. A row that somebody holds is being drawn already.
  FOREACH one IN ARRAY coalesce(first_ids, '{}') LOOP
    PERFORM FROM guard.scoring_item i WHERE i.enterprise_id = one AND i.run_id = of_run FOR UPDATE SKIP LOCKED;
    IF FOUND THEN UPDATE guard.scoring_item i SET later = false WHERE i.enterprise_id = one AND i.run_id = of_run; END IF;
  END LOOP;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (run.organisation_id, uuidv7(), 'rescoring.part-scored', run.started_by, of_run,
    jsonb_build_object('part', of_part, 'enterprises', part_firms, 'scored', cardinality(ids), 'digest', with_digest));
  RETURN cardinality(ids);
END
$$;
