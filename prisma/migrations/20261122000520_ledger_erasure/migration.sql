-- An erasure that a second person has confirmed (guard.settle_erasure) erases from the ledger as well: the pseudonym keys of the
-- enterprise, or of every account of the person, go with the data keys. Each destruction is an entry of its own, because whoever
-- verifies the ledger has to know which leaves nobody can open any more.
CREATE FUNCTION guard.erase_from_ledger() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  owner uuid;
BEGIN
  FOR owner IN
    SELECT NEW.subject_id WHERE NEW.subject = 'ENTERPRISE'
    UNION ALL
    SELECT a.id FROM public.account a WHERE NEW.subject = 'PERSON' AND a."personId" = NEW.subject_id
  LOOP
    PERFORM guard.destroy_pseudonym_key(owner);
  END LOOP;
  RETURN NULL;
END
$$;
CREATE TRIGGER erase_from_ledger AFTER UPDATE ON guard.erasure FOR EACH ROW
  WHEN (OLD.settled_at IS NULL AND NEW.settled_at IS NOT NULL AND NEW.verdict = 'CONFIRM') EXECUTE FUNCTION guard.erase_from_ledger();
REVOKE ALL ON FUNCTION guard.erase_from_ledger() FROM PUBLIC;
ALTER FUNCTION guard.erase_from_ledger() OWNER TO tenancy_guard;
