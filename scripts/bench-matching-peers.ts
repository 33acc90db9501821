import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import blossom from 'edmonds-blossom-fixed';
import type { WeightedGraph } from '#domain/matching/weighted-graph';

/** Another program's answer to the same graph; null when it is not installed here. */
export type PeerAnswer = { weight: number; seconds: number } | null;

/** The npm package edmonds-blossom-fixed. */
export function edmondsBlossomFixed({ ends, weights }: WeightedGraph): PeerAnswer {
  const edges = Array.from(weights, (weight, e) => [ends[2 * e]!, ends[2 * e + 1]!, weight]);
  const start = process.cpuUsage();
  const mate = blossom(edges);
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

/** LEMON's headers (Debian's liblemon-dev has them in /usr/include/lemon), compiled with g++. */
export function lemon({ size, ends, weights }: WeightedGraph): PeerAnswer {
  if (!existsSync('/usr/include/lemon/matching.h')) return null;
  const folder = mkdtempSync(join(tmpdir(), 'bench-lemon-'));
  try {
    const source = join(folder, 'bench.cpp');
    const program = join(folder, 'bench');
    const graph = join(folder, 'graph');
    writeFileSync(source, LEMON);
    const options = ['-O2', '-w', '-std=c++14', '-DLEMON_ONLY_TEMPLATES'];
    execFileSync('g++', [...options, source, '-o', program], { stdio: 'ignore' });
    const numbers = new Int32Array(2 + 3 * weights.length);
    numbers.set([size, weights.length]);
    for (let e = 0; e < weights.length; e++) {
      numbers.set([ends[2 * e]!, ends[2 * e + 1]!, weights[e]!], 2 + 3 * e);
    }
    writeFileSync(graph, numbers);
    const [weight, seconds] = execFileSync(program, [graph], { encoding: 'utf8' }).split(' ').map(Number);
    return { weight: weight!, seconds: seconds! };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
