import type { UploadedFile } from '../../protocol.ts';

const MOST_BYTES = 8 * 1024 * 1024;

/** Reads chosen files so that they can be sent; refuses what is too large. */
export async function readFiles(list: FileList | null): Promise<UploadedFile[]> {
  const files: UploadedFile[] = [];
  for (const file of list ?? []) {
    if (file.size > MOST_BYTES) throw new Error(`${file.name} is larger than 8 MB`);
    files.push({ name: file.name, type: file.type, data: await base64(file) });
  }
  return files;
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}
