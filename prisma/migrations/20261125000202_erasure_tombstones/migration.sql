-- A backup from before an erasure brings the destroyed keys back. So what was erased is remembered outside the database, beside the
-- key above all keys (ADR 0024), and erased once more in a database that does not know of it.

-- An erasure that was carried out, with the keys that went by it: owner, purpose and version, no key.
CREATE FUNCTION guard.erasure_tombstone(erasure_id uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- The operator in the transaction of the second person's word; the database's owner at every start.
  IF guard.tenant('OPERATOR') IS NULL AND NOT pg_has_role(session_user, 'tenancy_guard', 'MEMBER') THEN
    RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN (SELECT jsonb_build_object('id', e.id, 'subject', e.subject, 'subjectId', e.subject_id, 'reason', e.reason, 'askedBy', e.asked_by,
      'askedPerson', e.asked_person, 'askedAt', e.asked_at, 'settledBy', e.settled_by, 'settledAt', e.settled_at,
      'keys', (SELECT coalesce(jsonb_agg(jsonb_build_object('owner', k.owner_id, 'purpose', k.purpose, 'version', k.version)
                 ORDER BY k.owner_id, k.purpose, k.version), '[]')
               FROM guard.data_key k WHERE k.destroyed_at = e.settled_at))
    FROM guard.erasure e WHERE e.id = erasure_id AND e.verdict = 'CONFIRM');
END
$$;

-- As before; and the database's owner, who carries erasures out again after a restore, in the operator's name.
CREATE OR REPLACE FUNCTION guard.destroy_pseudonym_key(owner uuid) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.tenant('OPERATOR');
  gone text;
BEGIN
  IF operator IS NULL AND pg_has_role(session_user, 'tenancy_guard', 'MEMBER') THEN
    SELECT o.id INTO operator FROM public.organisation o WHERE o.kind = 'OPERATOR' ORDER BY o.id LIMIT 1;
  END IF;
  IF operator IS NULL THEN
    RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE guard.pseudonym_key k SET owner_id = NULL, key = NULL, inner_pad = NULL, outer_pad = NULL, destroyed_at = now()
  WHERE k.owner_id = owner RETURNING k.key_id INTO gone;
  IF gone IS NOT NULL THEN
    INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", body)
    VALUES (operator, uuidv7(), 'key.destroyed', coalesce(guard.actor(), '00000000-0000-0000-0000-000000000000'::uuid), jsonb_build_object('keyId', gone));
  END IF;
  RETURN gone;
END
$$;

-- Carries an erasure out again where this database does not know of it; on record. For the database's owner alone. The triggers of
-- guard.erasure take what goes with the keys: landing zone, packed rows, words, pseudonyms. Returns whether it was unknown.
CREATE FUNCTION guard.replay_erasure(told jsonb) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  known_id uuid := (told ->> 'id')::uuid;
  of_subject uuid := (told ->> 'subjectId')::uuid;
  gone integer;
BEGIN
  IF EXISTS (SELECT FROM guard.erasure e WHERE e.id = known_id AND e.verdict = 'CONFIRM') THEN RETURN false; END IF;
  -- Another installation's, or from before the subject came: there is nothing to erase.
  IF NOT EXISTS (SELECT FROM public.organisation o WHERE o.id = of_subject UNION ALL SELECT FROM public.person p WHERE p.id = of_subject) THEN
    RETURN false;
  END IF;
  UPDATE guard.data_key k SET wrapped = NULL, kek_id = NULL, destroyed_at = (told ->> 'settledAt')::timestamptz
  FROM jsonb_to_recordset(told -> 'keys') AS d (owner uuid, purpose text, version integer)
  WHERE k.owner_id = d.owner AND k.purpose = d.purpose AND k.version = d.version AND k.destroyed_at IS NULL;
  GET DIAGNOSTICS gone = ROW_COUNT;
  IF told ->> 'subject' = 'PERSON' THEN
    UPDATE public.invitation i SET "contactIndex" = NULL FROM public.person p WHERE p.id = of_subject AND p."contactHash" = i."contactIndex";
    UPDATE public.enterprise_claim c SET "contactIndex" = NULL FROM public.person p WHERE p.id = of_subject AND p."contactHash" = c."contactIndex";
    UPDATE public.person p SET "contactHash" = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) WHERE p.id = of_subject;
  END IF;
  -- What was being asked of the same subject is settled by this.
  DELETE FROM guard.erasure e WHERE e.settled_at IS NULL AND (e.subject_id = of_subject OR e.id = known_id);
  INSERT INTO guard.erasure (id, subject, subject_id, reason, asked_by, asked_person, asked_at)
  VALUES (known_id, told ->> 'subject', of_subject, told ->> 'reason', (told ->> 'askedBy')::uuid, (told ->> 'askedPerson')::uuid,
    (told ->> 'askedAt')::timestamptz);
  UPDATE guard.erasure e SET settled_by = (told ->> 'settledBy')::uuid, settled_at = (told ->> 'settledAt')::timestamptz, verdict = 'CONFIRM',
    keys_destroyed = gone WHERE e.id = known_id;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
  SELECT o.id, uuidv7(), 'keys.destroyed', (told ->> 'settledBy')::uuid, CASE told ->> 'subject' WHEN 'ENTERPRISE' THEN of_subject END, known_id,
    jsonb_build_object('subject', told ->> 'subject', 'askedBy', told ->> 'askedBy', 'keys', gone, 'restored', true)
  FROM public.organisation o WHERE o.kind = 'OPERATOR' ORDER BY o.id LIMIT 1;
  RETURN true;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['erasure_tombstone(uuid)', 'replay_erasure(jsonb)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.erasure_tombstone(uuid) TO app_operator;
