-- From the score to the source record (ADR 0017): an officer looks at the records that one figure of a portrait was read from.

-- Whether this transaction has put a look at an enterprise's records of a class on record, and under which consent; null: not.
CREATE FUNCTION guard.look_at_records(enterprise_id uuid, data_class text) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT r."consentId" FROM public.access_record r WHERE r."enterpriseId" = enterprise_id AND r."portraitId" IS NOT NULL
  AND r."readerOrganisationId" = guard.tenant('INSTITUTION') AND r."transactionId" = guard.transaction_number()
  AND r.at = transaction_timestamp()::timestamptz(3)
  AND EXISTS (SELECT FROM unnest(r.fields) AS field (name) WHERE starts_with(field.name, 'records.' || data_class || '.'))
  LIMIT 1);

-- The records of these classes that a portrait was drawn from, to the transaction that has opened this very portrait
-- (guard.open_portrait) with fields that name them. Every class has to be covered: granted by the consent that the look stands on
-- and, where it holds personal data, signed off by the person. The answers stay sealed.
CREATE FUNCTION guard.opened_records(enterprise_id uuid, portrait_id uuid, data_classes text[])
RETURNS TABLE (id uuid, "dataClass" text, provider text, "providerEn" text, "periodFrom" text, "periodTo" text,
  "issuedAt" timestamptz, "receivedAt" timestamptz, digest text, "signedAnswer" text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF EXISTS (
    SELECT FROM unnest(data_classes) AS asked (name)
    LEFT JOIN public.consent c ON c."enterpriseId" = enterprise_id AND c.id = guard.look_at_records(enterprise_id, asked.name)
    WHERE c.id IS NULL OR asked.name <> ALL (c."dataClasses") OR asked.name = ANY (c."personalClasses") AND NOT EXISTS (
      SELECT FROM public.consent_sign_off s WHERE s."enterpriseId" = enterprise_id AND s."consentId" = c.id
        AND s."endedAt" IS NULL AND asked.name = ANY (s."dataClasses"))) THEN
    RAISE EXCEPTION 'no such records' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
  SELECT s.id, s."dataClass", g.name, g."nameEn", s."periodFrom", s."periodTo", s."issuedAt", s."receivedAt", s.digest, s."signedAnswer"
  FROM public.access_record r
  JOIN public.portrait p ON p."enterpriseId" = r."enterpriseId" AND p.id = r."portraitId"
  JOIN public.snapshot s ON s."enterpriseId" = p."enterpriseId" AND s.id = ANY (p."snapshotIds") AND s."dataClass" = ANY (data_classes)
  JOIN public.agency g ON g."agencyId" = s."agencyId"
  WHERE r."enterpriseId" = enterprise_id AND r."portraitId" = portrait_id AND r."readerOrganisationId" = guard.tenant('INSTITUTION')
    AND r."transactionId" = guard.transaction_number() AND r.at = transaction_timestamp()::timestamptz(3)
  GROUP BY s."enterpriseId", s.id, g."agencyId";
END
$$;

-- As before; and the key of an enterprise's records to whoever has put a look at one of its classes on record. It opens no more
-- than the sealed answers that guard.opened_records hands out: an institution sees no other.
CREATE OR REPLACE FUNCTION guard.data_keys(owner_ids uuid[], purpose text)
RETURNS TABLE ("ownerId" uuid, version integer, "kekId" text, wrapped bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT k.owner_id, k.version, k.kek_id, k.wrapped FROM guard.data_key k
    WHERE k.owner_id = ANY (owner_ids) AND k.purpose = data_keys.purpose
      AND (guard.may_use_key(k.owner_id, k.purpose) OR k.purpose = 'RECORDS' AND EXISTS (
        SELECT FROM public.agency g, unnest(g."dataClasses") AS class (name)
        WHERE guard.look_at_records(k.owner_id, class.name) IS NOT NULL));
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['look_at_records(uuid, text)', 'opened_records(uuid, uuid, text[])'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.opened_records(uuid, uuid, text[]) TO app_tenant;
