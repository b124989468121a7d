/** The command line asks for something that does not exist. Its message is what the user reads. */
export class UsageError extends Error {}
