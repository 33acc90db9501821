import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WeightedGraph } from '#domain/matching/weighted-graph';

/** Another program's answer to the same graph; null when it is not installed here. */
export type PeerAnswer = { weight: number; seconds: number } | null;

type Blossom = (edges: number[][]) => number[];

/**
 * The npm package edmonds-blossom-fixed, from node_modules or from the directory in BENCH_PEERS. It speaks of
 * edges as [from, to, weight] and answers with mates.
 */
export async function edmondsBlossomFixed({ ends, weights }: WeightedGraph): Promise<PeerAnswer> {
  const name = 'edmonds-blossom-fixed';
  const path = process.env['BENCH_PEERS'] ? join(process.env['BENCH_PEERS'], name, 'app/blossom.js') : name;
  let solve: Blossom;
  try {
    const loaded: { default: Blossom } = await import(path);
    solve = loaded.default;
  } catch {
    return null;
  }
  const edges = Array.from(weights, (weight, e) => [ends[2 * e]!, ends[2 * e + 1]!, weight]);
  const start = process.cpuUsage();
  const mate = solve(edges);
  const seconds = process.cpuUsage(start).user / 1e6;
  const weight = edges.reduce((sum, [a, b, w]) => sum + (mate[a!] === b ? w! : 0), 0);
  return { weight, seconds };
}

const LEMON = `
#include <lemon/smart_graph.h>
#include <lemon/matching.h>
#include <cstdio>
#include <ctime>
int main(int, char** path) {
  FILE* in = fopen(path[1], "rb");
  int head[2];
  if (!in || fread(head, 4, 2, in) != 2) return 1;
  lemon::SmartGraph g;
  lemon::SmartGraph::EdgeMap<long long> w(g);
  for (int i = 0; i < head[0]; i++) g.addNode();
  for (int i = 0; i < head[1]; i++) {
    int e[3];
    if (fread(e, 4, 3, in) != 3) return 1;
    w[g.addEdge(g.nodeFromId(e[0]), g.nodeFromId(e[1]))] = e[2];
  }
  clock_t start = clock();
  lemon::MaxWeightedMatching<lemon::SmartGraph, lemon::SmartGraph::EdgeMap<long long>> m(g, w);
  m.run();
  printf("%lld %f", (long long)m.matchingWeight(), (double)(clock() - start) / CLOCKS_PER_SEC);
}
`;

/** LEMON (Debian's liblemon-dev, header only), compiled with g++; BENCH_LEMON may name its include directory. */
export function lemon({ size, ends, weights }: WeightedGraph): PeerAnswer {
  const folder = mkdtempSync(join(tmpdir(), 'bench-lemon-'));
  try {
    const source = join(folder, 'bench.cpp');
    const program = join(folder, 'bench');
    const graph = join(folder, 'graph');
    writeFileSync(source, LEMON);
    const include = process.env['BENCH_LEMON'] ? [`-I${process.env['BENCH_LEMON']}`] : [];
    execFileSync(
      'g++',
      ['-O2', '-w', '-std=c++14', '-DLEMON_ONLY_TEMPLATES', ...include, source, '-o', program],
      {
        stdio: 'ignore',
      },
    );
    const numbers = new Int32Array(2 + 3 * weights.length);
    numbers.set([size, weights.length]);
    for (let e = 0; e < weights.length; e++) {
      numbers.set([ends[2 * e]!, ends[2 * e + 1]!, weights[e]!], 2 + 3 * e);
    }
    writeFileSync(graph, numbers);
    const [weight, seconds] = execFileSync(program, [graph], { encoding: 'utf8' }).split(' ').map(Number);
    return { weight: weight!, seconds: seconds! };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
