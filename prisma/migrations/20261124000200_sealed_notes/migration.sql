-- What people write about a firm in its case, and what auditors note about an alert, is sealed (ADR 0013) under a key of its own
-- purpose, CASES: the firm's for its cases and for alerts about it, the alert's own where it is about no firm. So the bank that
-- handles a case can read its notes without holding the key of the firm's records, and an erasure takes the notes with it.
ALTER TABLE guard.data_key DROP CONSTRAINT data_key_purpose_check;
ALTER TABLE guard.data_key ADD CONSTRAINT data_key_purpose_check CHECK (purpose IN ('RECORDS', 'PEOPLE', 'CASES', 'LANDING'));

-- RECORDS: an organisation's own, and those of its jobs. CASES: the firm itself and its jobs, every bank that it has applied to,
-- and the operator for an alert. LANDING: the firm's own jobs, and those of agencies, which take deliveries in.
CREATE OR REPLACE FUNCTION guard.may_use_key(owner_id uuid, purpose text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Never NULL: what is neither true nor false would slip through a refusal.
  RETURN coalesce(CASE purpose
    WHEN 'RECORDS' THEN owner_id = guard.tenant('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'WORKER')
    WHEN 'CASES' THEN owner_id = guard.tenant('ENTERPRISE', 'WORKER')
      OR EXISTS (SELECT FROM public.application a
                 WHERE a."enterpriseId" = owner_id AND a."institutionId" = guard.tenant('INSTITUTION'))
      OR guard.tenant('OPERATOR') IS NOT NULL
        AND EXISTS (SELECT FROM guard.alert a WHERE coalesce(a.enterprise_id, a.id) = owner_id)
    WHEN 'LANDING' THEN owner_id = guard.tenant('WORKER')
      OR EXISTS (SELECT FROM public.organisation o WHERE o.id = guard.tenant('WORKER') AND o.kind = 'AGENCY')
        AND EXISTS (SELECT FROM public.enterprise e WHERE e."enterpriseId" = owner_id)
    WHEN 'PEOPLE' THEN session_user = 'app_auth' OR guard.tenant('OPERATOR') IS NOT NULL
      OR owner_id = guard.tenant('WORKER')
      OR EXISTS (SELECT FROM public.invitation i WHERE i.id = owner_id
                   AND i."organisationId" = guard.tenant('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE'))
    ELSE false END, false);
END
$$;

-- Rows from before are sealed once, at the next start (prisma/keys/seal-existing.ts), which then declares these valid for all.
ALTER TABLE public.contact_log ADD CONSTRAINT contact_note_sealed CHECK (starts_with(note, 'enc.v1.')) NOT VALID;
ALTER TABLE public.due_diligence_note ADD CONSTRAINT note_findings_sealed CHECK (starts_with(findings, 'enc.v1.')) NOT VALID;
ALTER TABLE public.due_diligence_note ADD CONSTRAINT note_conclusion_sealed CHECK (starts_with(conclusion, 'enc.v1.')) NOT VALID;
ALTER TABLE public.supplement_request ADD CONSTRAINT supplement_request_sealed CHECK (starts_with(request, 'enc.v1.')) NOT VALID;
ALTER TABLE public.supplement_request ADD CONSTRAINT supplement_answer_sealed
  CHECK (answer IS NULL OR starts_with(answer, 'enc.v1.')) NOT VALID;
ALTER TABLE public.recommendation ADD CONSTRAINT recommendation_opinion_sealed CHECK (starts_with(opinion, 'enc.v1.')) NOT VALID;
-- How long a note may be is asked before it is sealed (server/cage/schema.ts).
ALTER TABLE guard.alert_step DROP CONSTRAINT alert_step_note_check;
ALTER TABLE guard.alert_step ADD CONSTRAINT alert_note_sealed CHECK (starts_with(note, 'enc.v1.')) NOT VALID;

-- Whose key seals the notes of an alert; null where there is no such alert.
CREATE FUNCTION guard.alert_key_owner(of_alert uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR') IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN (SELECT coalesce(a.enterprise_id, a.id) FROM guard.alert a WHERE a.id = of_alert);
END
$$;

-- As before, but for the step's id, which is named by whoever seals the note for its place.
DROP FUNCTION guard.add_alert_step(uuid, text, text);
CREATE FUNCTION guard.add_alert_step(step_id uuid, of_alert uuid, as_step text, with_note text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.tenant('OPERATOR');
BEGIN
  IF operator IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  PERFORM FROM guard.alert a WHERE a.id = of_alert FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not-found'; END IF;
  IF EXISTS (SELECT FROM guard.alert_step s WHERE s.alert_id = of_alert AND s.step = 'HANDLED') THEN RETURN 'cage.already-handled'; END IF;
  INSERT INTO guard.alert_step (id, alert_id, step, note, by_account, by_name)
  SELECT step_id, of_alert, as_step, with_note, p.id, p.name FROM public.account p WHERE p.id = guard.actor();
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (operator, uuidv7(), CASE as_step WHEN 'HANDLED' THEN 'cage.alert-handled' ELSE 'cage.alert-noted' END, guard.actor(), of_alert, '{}');
  RETURN NULL;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['alert_key_owner(uuid)', 'add_alert_step(uuid, uuid, text, text)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.alert_key_owner(uuid), guard.add_alert_step(uuid, uuid, text, text) TO app_operator;
