/** Append-only record of administrative acts, without content. */
export interface AuditLog {
  add(entry: { by: string; act: string; at: Date }): Promise<void>;
}
