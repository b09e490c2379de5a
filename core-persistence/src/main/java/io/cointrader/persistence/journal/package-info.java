/**
 * The append-only record of inputs and facts: segments of text, {@code journal/00000001.jsonl} and
 * so on, with one JSON object a line.
 *
 * <pre>
 * {"format":1,"segment":1,"identity":"run","after":0,"chain":"64 hex","crc":"8 hex"}   first line of a segment
 * {"seq":1,"kind":"input|rows|fact","data":{…},"crc":"8 hex"}                          a record
 * {"seq":9,"kind":"commit","records":8,"chain":"64 hex","crc":"8 hex"}                 the end of a commit group
 * </pre>
 *
 * <ul>
 *   <li>{@code crc} is the CRC32C of the bytes of the line before {@code ,"crc"}.
 *   <li>{@code seq} counts records and commits from 1 without a gap, over all segments.
 *   <li>{@code chain} of a commit is the SHA-256 of the chain before it, as 32 bytes, and the bytes
 *       of the lines of its records, newlines included. The first chain is the SHA-256 of {@code
 *       cointrader journal 1} and the identity, separated by a space.
 *   <li>A header repeats the sequence number and the chain at which its segment begins.
 * </ul>
 *
 * A closed segment may be compressed by gzip, {@code 00000001.jsonl.gz}; where both forms are
 * there, the plain one counts. When the oldest segments are pruned, {@code journal/pruned} holds
 * the header of the first that is left, {@code trades/closed.jsonl} the lines of the positions they
 * closed, and {@code journal/settings} those of starts and changed settings. Without the header a
 * segment that is missing is damage.
 *
 * <p>A group is written only once the one before it is durable. So at most the last group can be
 * torn by a crash: it is cut off. Anything else that does not verify is damage and is refused.
 */
package io.cointrader.persistence.journal;
