/** Lines that Java and Spark write at each start, whatever is run; they would hide what matters. */
const chatter =
  /^(WARNING: (Using incubator modules|A restricted method|A terminally deprecated|sun\.misc\.Unsafe)|NOTE: Picked up|Picked up (_?JAVA|JDK)_\w+|Setting (default|Spark) log level|To adjust logging level|Using Spark's default log4j profile|OpenJDK .* warning: Sharing is only supported)/;

/** Whether a line of stderr says nothing about the work. */
export function isStartChatter(line: string): boolean {
  return chatter.test(line);
}
