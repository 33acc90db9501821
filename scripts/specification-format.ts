import type { Document } from 'mongodb';

// The format of MongoDB's unified tests, as far as it is used: source/unified-test-format of their repository.

export interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  auth?: boolean;
  csfle?: unknown;
  serverParameters?: unknown;
}

export interface Operation {
  object: string;
  name: string;
  arguments?: Document;
  expectResult?: unknown;
  expectError?: Document;
  saveResultAsEntity?: string;
  ignoreResultAndError?: boolean;
}

export interface CollectionData {
  databaseName: string;
  collectionName: string;
  documents: Document[];
  createOptions?: Document;
}

export interface SpecificationTest {
  description: string;
  skipReason?: string;
  runOnRequirements?: Requirement[];
  operations: Operation[];
  expectEvents?: { client: string; events: Document[]; eventType?: string; ignoreExtraEvents?: boolean }[];
  expectLogMessages?: unknown;
  expectTracingMessages?: unknown;
  outcome?: CollectionData[];
}

export interface Specification {
  schemaVersion?: string;
  description: string;
  runOnRequirements?: Requirement[];
  createEntities?: Document[];
  initialData?: CollectionData[];
  tests: SpecificationTest[];
}

/** The test does not apply here, and why. */
export class NotRun extends Error {}

/** The driver sent something else than the test expects, whatever the database then made of it. */
export class SentOtherwise extends Error {}
