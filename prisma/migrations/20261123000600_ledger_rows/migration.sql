-- Business records are leaves as well as acts (ADR 0010): each event of a consent, each answer of an agency, portrait, decision and
-- report of money has exactly one leaf, which seals what the row says. Whoever edits, deletes or slips in such a row is named by
-- the verifier, whatever he does to the act beside it. As for acts, a deferred trigger makes the leaf, so that no path of the
-- application goes past it, and it is the row as its transaction leaves it that is sealed.

-- What a row says for good, column by column: what is named here never changes. Left out are marks that time sets (superseded,
-- stale), and the ciphertext of an answer, which a change of keys may write anew: its digest stands for it. Instants are
-- milliseconds, so that no setting of a session changes the text. A column that comes later is not in it.
CREATE FUNCTION guard.milliseconds(at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (extract(epoch FROM at) * 1000)::bigint;

CREATE FUNCTION guard.sealed(r public.consent_event) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."enterpriseId", r."actorId",
  jsonb_build_array(r."consentId", r.event, r.state, r."actorName", guard.milliseconds(r.at));
END;

CREATE FUNCTION guard.sealed(r public.snapshot) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."agencyId", '00000000-0000-0000-0000-000000000000'::uuid,
  jsonb_build_array(r."dataClass", r."consentId", r."periodFrom", r."periodTo", guard.milliseconds(r."issuedAt"),
    guard.milliseconds(r."receivedAt"), r.digest, r.nonce);
END;

CREATE FUNCTION guard.sealed(r public.portrait) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."enterpriseId", '00000000-0000-0000-0000-000000000000'::uuid,
  jsonb_build_array(r."consentId", r."cardVersion", r."asOf", r.score, r.grade, r."confidenceBps",
    encode(sha256(convert_to(r.body::text, 'UTF8')), 'hex'), r.digest, r."snapshotIds", guard.milliseconds(r."createdAt"));
END;

CREATE FUNCTION guard.sealed(r public.decision) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."institutionId", r."byAccount",
  jsonb_build_array(r."applicationId", r.outcome, r."amountFen", r."rateBps", r."termMonths", r.method, r.reasons,
    r.explanation, r."byPerson", r."byName", guard.milliseconds(r.at));
END;

CREATE FUNCTION guard.sealed(r public.disbursement) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."institutionId", r."recordedBy",
  jsonb_build_array(r."applicationId", r.reference, r."amountFen", r."rateBps", r."termMonths", r."disbursedOn",
    r.renewal, r."firstLoan", r."creditLoan", r."renewsId", r."reversesId", r."reversalReason", r."batchId",
    guard.milliseconds(r."recordedAt"));
END;

CREATE FUNCTION guard.sealed(r public.repayment) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."institutionId", r."recordedBy",
  jsonb_build_array(r."applicationId", r.reference, r."principalFen", r."interestFen", r."writtenOffFen", r."repaidOn",
    r."renewedById", r."reversesId", r."reversalReason", r."batchId", guard.milliseconds(r."recordedAt"));
END;

-- The leaf's time is its own: that of its transaction. A row may say an earlier one (a paper decision), and seals it.
CREATE FUNCTION guard.write_row_leaf(table_name text, row_id uuid, enterprise uuid, organisation uuid, actor uuid, content jsonb) RETURNS void
LANGUAGE sql VOLATILE
RETURN guard.write_leaf('row', row_id, table_name || '.recorded', organisation, actor, enterprise, now(), NULL, NULL, NULL, ARRAY[content::text]);

CREATE FUNCTION guard.leaf_of_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  s record;
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'consent_event' THEN
      SELECT x.* INTO s FROM public.consent_event r, guard.sealed(r) x WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id;
    WHEN 'snapshot' THEN
      SELECT x.* INTO s FROM public.snapshot r, guard.sealed(r) x WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id;
    WHEN 'portrait' THEN
      SELECT x.* INTO s FROM public.portrait r, guard.sealed(r) x WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id;
    WHEN 'decision' THEN
      SELECT x.* INTO s FROM public.decision r, guard.sealed(r) x WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id;
    WHEN 'disbursement' THEN
      SELECT x.* INTO s FROM public.disbursement r, guard.sealed(r) x WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id;
    WHEN 'repayment' THEN
      SELECT x.* INTO s FROM public.repayment r, guard.sealed(r) x WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id;
  END CASE;
  IF s.content IS NOT NULL THEN -- a row that its own transaction took back leaves nothing behind
    PERFORM guard.write_row_leaf(TG_TABLE_NAME, NEW.id, NEW."enterpriseId", s.organisation, s.actor, s.content);
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['consent_event', 'snapshot', 'portrait', 'decision', 'disbursement', 'repayment'] LOOP
    -- What stood there before has its leaf from today on.
    EXECUTE format('SELECT guard.write_row_leaf(%L, r.id, r."enterpriseId", s.organisation, s.actor, s.content)
      FROM public.%I r, guard.sealed(r) s ORDER BY r.id', name, name);
    EXECUTE format('CREATE CONSTRAINT TRIGGER leaf AFTER INSERT ON public.%I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION guard.leaf_of_row()', name);
  END LOOP;
END
$$;

DO $$
DECLARE
  guard_function regprocedure;
BEGIN
  FOR guard_function IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'guard'::regnamespace AND proowner <> 'tenancy_guard'::regrole LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', guard_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', guard_function);
  END LOOP;
END
$$;
