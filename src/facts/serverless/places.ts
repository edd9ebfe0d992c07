/** What deployments are described in: https://www.serverless.com, https://docs.aws.amazon.com/serverless-application-model */
const NAME = /^serverless([.-][\w-]+)?\.ya?ml$|^(sam[.-])?template([.-][\w-]+)?\.ya?ml$/;

/** Tells by the name of a file alone whether it may describe functions and the requests that they answer. */
export function mayDescribeFunctions(name: string): boolean {
  return NAME.test(name);
}
