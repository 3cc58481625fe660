-- The papers that are drawn of a firm, and what it declares of itself, lie sealed under the firm's own key for its records
-- (ADR 0013, ADR 0029). Rows from before are sealed once, at the next start (prisma/keys/seal-existing.ts), in one transaction that then
-- declares these valid for all. An erasure leaves an empty declaration.
ALTER TABLE public.document ADD CONSTRAINT document_content_sealed
  CHECK (content IS NULL OR substring(content FROM 1 FOR 7) = convert_to('enc.v1.', 'UTF8')) NOT VALID;
ALTER TABLE public.declaration ADD CONSTRAINT declaration_values_sealed
  CHECK ("values" = '{}' OR jsonb_typeof("values") = 'string' AND starts_with("values" #>> '{}', 'enc.v1.')) NOT VALID;
