-- Nobody destroys a pseudonym key alone: it goes by an erasure that a second person has confirmed (guard.settle_erasure), whose
-- functions call this one as its owner.
REVOKE EXECUTE ON FUNCTION guard.destroy_pseudonym_key(uuid) FROM app_operator;

-- As before, with the salts of the keys that the leaf was written under and no others: whoever was erased and is named once more, as
-- by the very entry that says so, has another key from then on, and its salt would open nothing.
CREATE OR REPLACE FUNCTION guard.leaf_of_own_read(read_id uuid) RETURNS TABLE (index bigint, body bytea, salt bytea, "actorSalt" bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    SELECT l.index, l.body, sha256(s.outer_pad || sha256(s.inner_pad || convert_to(r.id::text, 'UTF8'))),
      CASE WHEN guard.hidden(of_actor.salt, 'actor', r."readerAccountId"::text) = '"' || (said.leaf ->> 'actor') || '"' THEN of_actor.salt END
    FROM public.access_record r
    JOIN guard.ledger_leaf l ON l.record_id = r.id
    CROSS JOIN LATERAL (SELECT convert_from(l.body, 'UTF8')::jsonb) AS said (leaf)
    LEFT JOIN guard.pseudonym_key s ON s.owner_id = r."enterpriseId" AND s.key_id = said.leaf ->> 'key'
    LEFT JOIN guard.pseudonym_key a ON a.owner_id = r."readerAccountId"
    CROSS JOIN LATERAL (SELECT sha256(a.outer_pad || sha256(a.inner_pad || convert_to(r.id::text, 'UTF8')))) AS of_actor (salt)
    WHERE r."enterpriseId" = guard.tenant('ENTERPRISE') AND r.id = read_id;
END
$$;
