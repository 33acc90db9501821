import { documentSchema, needed, neededDate, type StoredDocument } from './document-schema.ts';

export type AuditDocument = StoredDocument & { by: string; act: string; at: Date };

export const auditSchema = documentSchema('audit', { by: needed, act: needed, at: neededDate });
