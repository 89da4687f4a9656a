/** Ends a test run with its own count on a line of its own, which CI reads. */
export default class CountReporter {
  onTestRunEnd(modules) {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) for (const test of module.children.allTests()) count[test.result().state] += 1;
    const failed = count.failed + modules.filter((module) => module.errors().length > 0).length;
    process.stdout.write(`\n${count.passed} passed, ${failed} failed, ${count.skipped + count.pending} skipped\n`);
  }
}
