import { owner } from '@/tests/world'
import { type Attack, firstAct, later, settle, superuser } from './attacked-ledger.fixture'

/** What a superuser of the database may try. */
export const bySuperuser: Attack[] = [
  {
    name: 'edits the body of an entry',
    chief: 'record-edited',
    caughtBy: ['content'],
    seen: ['record-edited'],
    before: () => superuser(`UPDATE public.ledger_entry SET body = '{"n": 7777}' WHERE id = ${firstAct}`),
  },
  {
    name: 'puts an entry on somebody else',
    chief: 'record-edited',
    caughtBy: ['content'],
    seen: ['record-edited'],
    before: () =>
      superuser(`UPDATE public.ledger_entry SET "actorId" = '00000000-0000-0000-0000-000000000000' WHERE id = ${firstAct}`),
  },
  {
    name: 'deletes an entry',
    chief: 'leaf-without-record',
    caughtBy: ['leafToRecord'],
    seen: ['leaf-without-record'],
    before: () => superuser(`DELETE FROM public.ledger_entry WHERE id = ${firstAct}`),
  },
  {
    name: 'inserts an entry past the trigger',
    chief: 'record-without-leaf',
    caughtBy: ['recordToLeaf'],
    seen: ['record-without-leaf'],
    before: () =>
      superuser(`INSERT INTO public.ledger_entry SELECT "organisationId", uuidv7(), 'consent.granted', "actorId", "enterpriseId", "subjectId",
        at, body FROM public.ledger_entry WHERE id = ${firstAct}`),
  },
  {
    name: 'swaps the contents of two entries',
    chief: 'record-edited',
    caughtBy: ['content'],
    seen: ['record-edited'],
    before: () =>
      superuser(`UPDATE public.ledger_entry a SET body = b.body FROM (SELECT id, lead(body) OVER w AS body, row_number() OVER w AS n
        FROM public.ledger_entry WHERE act = 'draft.saved' WINDOW w AS (ORDER BY id)) b WHERE a.id = b.id AND b.n = 1`),
  },
  {
    name: 'deletes the record of a read',
    chief: 'leaf-without-record',
    caughtBy: ['leafToRecord', 'reads'],
    seen: ['leaf-without-record', 'read-without-access-record'],
    before: () => superuser(`DELETE FROM public.access_record WHERE purpose = 'LOAN_REVIEW'`),
  },
  {
    name: 'deletes a read whole, record and entry',
    chief: 'leaf-without-record',
    caughtBy: ['leafToRecord'],
    seen: ['leaf-without-record'],
    before: async () => {
      await superuser(`DELETE FROM public.access_record WHERE purpose = 'LOAN_REVIEW'`)
      await superuser(`DELETE FROM public.ledger_entry WHERE act = 'portrait.read' AND body->>'purpose' = 'LOAN_REVIEW'`)
    },
  },
  {
    name: 'shortens the fields that a read saw',
    chief: 'record-edited',
    caughtBy: ['content'],
    seen: ['record-edited'],
    before: () => superuser(`UPDATE public.access_record SET fields = '{grade}' WHERE purpose = 'LOAN_REVIEW'`),
  },
  {
    name: 'says that another person read',
    chief: 'record-edited',
    caughtBy: ['content', 'reads'],
    seen: ['read-without-access-record', 'record-edited'],
    before: () => superuser(`UPDATE public.access_record SET "readerAccountId" = '00000000-0000-0000-0000-000000000000'`),
  },
  {
    name: 'drops a pending leaf before it is placed',
    chief: 'record-without-leaf',
    caughtBy: ['recordToLeaf'],
    seen: ['record-without-leaf'],
    before: async () => {
      await later()
      await owner('DELETE FROM guard.ledger_pending')
      await settle()
    },
  },
  {
    name: 'edits a pending leaf before it is placed',
    chief: 'record-edited',
    caughtBy: ['content'],
    seen: ['record-edited'],
    before: async () => {
      await later()
      await owner(
        `UPDATE guard.ledger_pending SET body = convert_to(replace(convert_from(body, 'UTF8'), 'draft.saved', 'draft.dropped'), 'UTF8')`,
      )
      await settle()
    },
  },
  {
    name: 'plays a leaf twice',
    chief: 'leaf-duplicated',
    caughtBy: ['once'],
    seen: ['leaf-duplicated'],
    before: async () => {
      await owner(
        'INSERT INTO guard.ledger_pending (record_id, transaction, body) SELECT record_id, transaction, body FROM guard.ledger_leaf WHERE index = 3',
      )
      await settle()
    },
  },
  {
    name: 'slips in a leaf that no act made',
    chief: 'leaf-without-record',
    caughtBy: ['leafToRecord'],
    seen: ['leaf-without-record'],
    before: async () => {
      await owner(`INSERT INTO guard.ledger_pending (record_id, transaction, body) SELECT uuidv7(), 1,
        convert_to(regexp_replace(convert_from(body, 'UTF8'), '"record":"..', '"record":"00'), 'UTF8') FROM guard.ledger_leaf WHERE index = 3`)
      await settle()
    },
  },
  {
    name: 'dates an act back through the product’s own trigger',
    chief: 'time-backwards',
    caughtBy: ['dates'],
    seen: ['time-backwards'],
    before: async () => {
      await owner(`INSERT INTO public.ledger_entry SELECT "organisationId", uuidv7(), act, "actorId", "enterpriseId", "subjectId",
        at - interval '30 days', body FROM public.ledger_entry WHERE id = ${firstAct}`)
      await settle()
    },
  },
  {
    name: 'erases a pseudonym key and says nothing',
    chief: 'pseudonym-key-missing',
    caughtBy: ['erasures', 'leafToRecord'],
    seen: ['leaf-without-record', 'pseudonym-key-missing'],
    before: () =>
      owner(`UPDATE guard.pseudonym_key SET owner_id = NULL, key = NULL, inner_pad = NULL, outer_pad = NULL, destroyed_at = now()
        WHERE owner_id = (SELECT "enterpriseId" FROM public.ledger_entry WHERE id = ${firstAct})`),
  },
]
