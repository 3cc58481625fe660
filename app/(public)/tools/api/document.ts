import { z } from 'zod'

/** As much of an OpenAPI 3.1 document as is shown; what it describes is tested where it is served. */
const Schema: z.ZodType<SchemaNode> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    enum: z.array(z.string()).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), Schema).optional(),
    items: Schema.optional(),
  }),
)
type SchemaNode = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: string[]
  minimum?: number
  maximum?: number
  required?: string[]
  properties?: Record<string, SchemaNode>
  items?: SchemaNode
}

const Example = z.looseObject({ value: z.unknown() })
const Content = z.record(z.string(), z.looseObject({ schema: Schema, examples: z.record(z.string(), Example).optional() }))
const Parameter = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: Schema,
  examples: z.record(z.string(), Example).optional(),
})
const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(Parameter).default([]),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: Content.optional() })),
})
const Document = z.looseObject({
  info: z.looseObject({ version: z.string() }),
  components: z.looseObject({ schemas: z.record(z.string(), Schema) }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
})

/** A field as a row of a table: `check.expected`, `schedule[].dueDate`. */
export type FieldRow = { name: string; where: string; type: string; required: boolean; limits: string }
export type OperationView = {
  id: string
  method: string
  path: string
  /** Chinese and English, as the document joins them. */
  summary: { zh: string; en: string }
  question: FieldRow[]
  answer: FieldRow[]
  statuses: string[]
  exampleQuestion: unknown
  exampleAnswer: unknown
}
export type DocumentView = { version: string; operations: OperationView[]; problem: FieldRow[] }

type Schemas = Record<string, SchemaNode>

const resolved = (schema: SchemaNode, schemas: Schemas): SchemaNode => {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (schemas[name] ?? schema)
}

const typeText = ({ type, format }: SchemaNode) => [[type].flat().join(' | '), format].filter(Boolean).join(', ')

const limitText = (schema: SchemaNode): string =>
  [
    schema.enum?.join(' | '),
    schema.pattern,
    schema.minimum === undefined ? undefined : `≥ ${schema.minimum.toLocaleString('en')}`,
    schema.maximum === undefined ? undefined : `≤ ${schema.maximum.toLocaleString('en')}`,
  ]
    .filter(Boolean)
    .join(', ')

function rowsOf(raw: SchemaNode, schemas: Schemas, where: string, prefix = ''): FieldRow[] {
  const { properties = {}, required = [] } = resolved(raw, schemas)
  return Object.entries(properties).flatMap(([key, property]) => {
    const inner = resolved(property, schemas)
    const list = inner.items ? resolved(inner.items, schemas) : null
    const name = `${prefix}${key}${list ? '[]' : ''}`
    const row = { name, where, type: typeText(inner), required: required.includes(key), limits: limitText(inner) }
    return [row, ...rowsOf(list ?? inner, schemas, where, `${name}.`)]
  })
}

const firstExample = (examples: Record<string, { value: unknown }> | undefined): unknown =>
  Object.values(examples ?? {})[0]?.value
const jsonOf = (content: z.infer<typeof Content> | undefined) => content?.['application/json']

function viewOf(path: string, method: string, operation: z.infer<typeof Operation>, schemas: Schemas): OperationView {
  const body = jsonOf(operation.requestBody?.content)
  const success = jsonOf(operation.responses['200']?.content)
  const [zh = '', en = zh] = operation.summary.split(' · ')
  const parameters = operation.parameters.map(({ name, in: where, required = false, schema }) => ({
    name,
    where,
    type: typeText(schema),
    required,
    limits: limitText(schema),
  }))
  const asked = Object.fromEntries(operation.parameters.map(({ name, examples }) => [name, firstExample(examples)]))
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: { zh, en },
    question: [...parameters, ...(body ? rowsOf(body.schema, schemas, 'body') : [])],
    answer: success ? rowsOf(success.schema, schemas, 'body') : [],
    statuses: Object.keys(operation.responses),
    exampleQuestion: body ? firstExample(body.examples) : asked,
    exampleAnswer: firstExample(success?.examples),
  }
}

/** An OpenAPI document as its page shows it. Throws ZodError when it is not one. */
export function readDocument(json: unknown): DocumentView {
  const document = Document.parse(json)
  const { schemas } = document.components
  return {
    version: document.info.version,
    operations: Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => viewOf(path, method, operation, schemas)),
    ),
    problem: schemas.Problem ? rowsOf(schemas.Problem, schemas, 'body') : [],
  }
}

/** The key of a field's description among the messages: `schedule[].dueDate` → `schedule_dueDate`. */
export const fieldKey = (name: string): string => name.replaceAll('[]', '').replaceAll('.', '_')
