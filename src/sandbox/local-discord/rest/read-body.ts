import { ApiError } from '../api-error.ts';
import type { UploadedFile } from './call.ts';

/** A body as JSON and files, or Discord's refusal of one that cannot be read. */
export async function readBody(
  raw: Buffer,
  contentType: string | undefined,
): Promise<{ body: unknown; files: UploadedFile[] } | ApiError> {
  if (raw.byteLength === 0) return { body: undefined, files: [] };
  if (contentType?.startsWith('multipart/form-data')) return await readForm(raw, contentType);
  if (!contentType?.startsWith('application/json'))
    return new ApiError(400, 50035, 'Invalid Form Body', {
      _errors: [
        {
          code: 'CONTENT_TYPE_INVALID',
          message: `Expected "Content-Type" header to be one of {'application/json'}.`,
        },
      ],
    });
  return json(raw.toString('utf8'));
}

function json(text: string): { body: unknown; files: UploadedFile[] } | ApiError {
  try {
    return { body: JSON.parse(text), files: [] };
  } catch {
    return new ApiError(400, 50109, 'The request body contains invalid JSON.');
  }
}

async function readForm(
  raw: Buffer,
  contentType: string,
): Promise<{ body: unknown; files: UploadedFile[] } | ApiError> {
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) return new ApiError(400, 50035, 'Invalid Form Body');
  const files: UploadedFile[] = [];
  let body: unknown;
  for (const [field, value] of form) {
    if (typeof value === 'string') {
      if (field !== 'payload_json') continue;
      const parsed = json(value);
      if (parsed instanceof ApiError) return parsed;
      body = parsed.body;
    } else
      files.push({
        field,
        name: value.name,
        type: value.type,
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
  }
  return { body, files };
}
