/**
 * The package ships its zod schemas as JavaScript without types. All we need of each is to parse,
 * so every export is declared as one unknown-in, unknown-out schema, looked up by name.
 */
declare module 'discord-api-spec/zod' {
  export type PublishedIssue = {
    code: string;
    path: PropertyKey[];
    message: string;
    input?: unknown;
    expected?: string;
    format?: string;
    origin?: string;
    minimum?: number;
    maximum?: number;
    values?: (string | number)[];
    errors?: PublishedIssue[][];
  };
  export type PublishedSchema = {
    safeParse(
      input: unknown,
      options?: { reportInput: boolean },
    ): { success: true; data: unknown } | { success: false; error: { issues: PublishedIssue[] } };
  };
}
