/** Stands in for the client's own, of which tests need the code and the words. */
export class ApiProblem extends Error {
  readonly code: string
  constructor(problem: { code: string; title: string }) {
    super(problem.title)
    this.code = problem.code
  }
}
