/** A token that is handed out lives at least this long (seconds) unless somebody asks for less, so that a test run does not die half-way. */
export const defaultMinTtlSeconds = 300;
