package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import io.cointrader.persistence.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads segments in order and verifies every line, every commit group and the chain. What follows
 * the last whole commit group of the newest segment is the torn tail; anything else that does not
 * verify is damage.
 */
final class Scanner {

  static final int FORMAT = 1;
  static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private static final int LONGEST_HEADER = 512;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\"format\":(\\d{1,9}),\"segment\":(\\d{1,9}),\"identity\":\"([^\"]*)\",\"after\":(\\d{1,18}),"
              + "\"chain\":\"([0-9a-f]{64})\",\"crc\":\"[0-9a-f]{8}\"\\}");
  private static final Pattern FORMAT_OF_HEADER = Pattern.compile("\\{\"format\":(\\d{1,9}),.*");

  private final Segments segments;
  private final Optional<Anchor> anchor;
  private final Consumer<Entry> entries;
  private final Consumer<Anchor> heads;
  private boolean anchored;
  private long sequence;
  private String chain = "";
  private long records;
  private long groups;
  private String identity = "";
  private String newest = "";
  private int first = 1;
  private long prunedThrough;
  private int newestNumber;
  private long goodLength;
  private long tornBytes;

  Scanner(Storage storage, Optional<Anchor> anchor, Consumer<Entry> entries) {
    this(storage, anchor, entries, head -> {});
  }

  /**
   * @param heads is given the beginning and the place after each commit group, once its records
   *     were given
   */
  Scanner(
      Storage storage, Optional<Anchor> anchor, Consumer<Entry> entries, Consumer<Anchor> heads) {
    this.segments = new Segments(storage);
    this.anchor = anchor;
    this.entries = entries;
    this.heads = heads;
  }

  static String header(int segment, String identity, long after, String chain) {
    return "{\"format\":"
        + FORMAT
        + ",\"segment\":"
        + segment
        + ",\"identity\":\""
        + identity
        + "\",\"after\":"
        + after
        + ",\"chain\":\""
        + chain
        + "\"";
  }

  /** The last sequence number that was pruned; 0 when nothing was. */
  static long prunedThrough(Storage storage) {
    Scanner scanner = new Scanner(storage, Optional.empty(), entry -> {});
    scanner.segments.pruned().ifPresent(scanner::begin);
    return scanner.prunedThrough;
  }

  /** The sequence number before the segment that a whole header line begins. */
  static long after(byte[] header) {
    return parsed(header).map(matcher -> Long.parseLong(matcher.group(4))).orElse(Long.MAX_VALUE);
  }

  private static Optional<Matcher> parsed(byte[] header) {
    if (header.length == 0
        || header[header.length - 1] != '\n'
        || !Line.verifies(header, 0, header.length - 1)) {
      return Optional.empty();
    }
    String line = new String(header, 0, header.length - 1, StandardCharsets.UTF_8);
    return Optional.of(HEADER.matcher(line)).filter(Matcher::matches);
  }

  /** Gives every record of a closed segment. */
  static void entries(String name, byte[] bytes, Consumer<Entry> entries) {
    int at = newline(bytes, 0) + 1;
    long sequence = after(Arrays.copyOf(bytes, at));
    for (int end = newline(bytes, at); end >= 0; at = end + 1, end = newline(bytes, at)) {
      Line line = Line.parse(bytes, at, end - at);
      if (line == null || line.sequence() != ++sequence) {
        throw new JournalDamaged(name, at, sequence, "a record does not verify");
      }
      Kind.of(line.kind())
          .ifPresent(
              kind ->
                  entries.accept(
                      new Entry(
                          line.sequence(), kind, bytes, line.dataOffset(), line.dataLength())));
    }
    if (at != bytes.length) {
      throw new JournalDamaged(name, at, sequence, "a closed segment ends in the middle");
    }
  }

  /**
   * Reads to the end; called again, what has come since.
   *
   * @throws JournalPruned when what comes next was pruned meanwhile
   */
  void scan() {
    while (true) {
      try {
        advance();
        return;
      } catch (JournalPruned meanwhile) {
        if (newestNumber > 0) {
          throw meanwhile;
        }
      }
    }
  }

  private void advance() {
    if (newestNumber == 0) {
      segments.pruned().ifPresent(this::begin);
    }
    int next = Math.max(first, newestNumber);
    List<String> names =
        segments.names().stream().filter(name -> name.compareTo(Segments.name(next)) >= 0).toList();
    if (names.isEmpty()
        ? newestNumber > 0 || first > 1
        : !names.get(0).equals(Segments.name(next))) {
      refusePruned();
    }
    if (names.isEmpty() && (newestNumber > 0 || first > 1)) {
      throw new JournalDamaged(
          Segments.name(next), goodLength, sequence, "it is not there any more");
    }
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(Segments.name(next + i))) {
        throw new JournalDamaged(
            names.get(i),
            0,
            sequence,
            "this stands where segment " + Segments.name(next + i) + " belongs");
      }
      segment(names.get(i), next + i, i == names.size() - 1);
    }
    if (anchor.isPresent() && !anchored) {
      throw new JournalDamaged(
          newest.isEmpty() ? Segments.name(first) : newest,
          goodLength,
          sequence,
          "the state at sequence "
              + anchor.get().sequence()
              + " of run "
              + anchor.get().identity()
              + " did not come from this journal");
    }
  }

  /** Where the journal begins when its first segments are pruned. */
  private void begin(byte[] header) {
    Matcher matcher =
        parsed(header)
            .orElseThrow(
                () ->
                    new JournalDamaged(
                        "pruned", 0, 0, "what says where the journal begins is none"));
    first = Integer.parseInt(matcher.group(2));
    identity = matcher.group(3);
    prunedThrough = Long.parseLong(matcher.group(4));
    reach(prunedThrough, matcher.group(5));
  }

  /** Retention works beside readers. */
  private void refusePruned() {
    long through =
        segments
            .pruned()
            .flatMap(Scanner::parsed)
            .map(header -> Long.parseLong(header.group(4)))
            .orElse(0L);
    if (through > sequence) {
      throw new JournalPruned(through);
    }
  }

  private byte[] read(String name, boolean last) {
    if (last && segments.isCompressed(name) && segments.isNewest(name)) {
      throw new JournalDamaged(
          name, 0, sequence, "it is compressed, so that a segment after it is missing");
    }
    try {
      return segments.read(name);
    } catch (IOException unreadable) {
      throw new JournalDamaged(
          name, 0, sequence, "its compressed form cannot be read: " + unreadable.getMessage());
    } catch (StorageException gone) {
      refusePruned();
      throw gone;
    }
  }

  private void segment(String name, int number, boolean last) {
    byte[] bytes = read(name, last);
    if (number == newestNumber && goodLength > 0) {
      more(bytes, name, last);
      return;
    }
    newest = name;
    newestNumber = number;
    int end = newline(bytes, 0);
    if (end < 0 || !Line.verifies(bytes, 0, end)) {
      badHeader(bytes, name, last);
      return;
    }
    header(new String(bytes, 0, end, StandardCharsets.UTF_8), name, number);
    goodLength = end + 1L;
    tornBytes = 0;
    groups(bytes, end + 1, name, last);
  }

  private void more(byte[] bytes, String name, boolean last) {
    if (bytes.length < goodLength) {
      throw new JournalDamaged(name, bytes.length, sequence, "it is shorter than it was");
    }
    tornBytes = 0;
    groups(bytes, (int) goodLength, name, last);
  }

  private void groups(byte[] bytes, int from, String name, boolean last) {
    List<Line> group = new ArrayList<>();
    int groupStart = from;
    int at = from;
    while (at < bytes.length) {
      int end = newline(bytes, at);
      Line line = end < 0 ? null : Line.parse(bytes, at, end - at);
      if (line == null || line.sequence() != sequence + group.size() + 1) {
        badGroup(bytes, groupStart, at, name, last);
        return;
      }
      Line.Commit commit = line.commit();
      if (commit == null) {
        group.add(line);
      } else {
        if (commit.records() != group.size()
            || !commit.chain().equals(Chain.next(chain, bytes, groupStart, at - groupStart))) {
          badGroup(bytes, groupStart, groupStart, name, last);
          return;
        }
        deliver(bytes, group, name);
        reach(line.sequence(), commit.chain());
        groups++;
        group.clear();
        groupStart = end + 1;
        goodLength = groupStart;
      }
      at = end + 1;
    }
    if (!group.isEmpty()) {
      badGroup(bytes, groupStart, groupStart, name, last);
    }
  }

  private void header(String line, String name, int number) {
    Matcher format = FORMAT_OF_HEADER.matcher(line);
    if (format.matches() && Integer.parseInt(format.group(1)) != FORMAT) {
      throw new JournalDamaged(
          name,
          0,
          sequence,
          "format " + format.group(1) + " is not the " + FORMAT + " of this build");
    }
    Matcher header = HEADER.matcher(line);
    if (!header.matches()) {
      throw new JournalDamaged(name, 0, sequence, "the header is none");
    }
    String run = header.group(3);
    if (number == 1) {
      identity = run;
      reach(0, Chain.begin(run));
    }
    if (Integer.parseInt(header.group(2)) != number
        || Long.parseLong(header.group(4)) != sequence
        || !header.group(5).equals(chain)
        || !run.equals(identity)) {
      throw new JournalDamaged(name, 0, sequence, "the segment does not follow the one before");
    }
  }

  private void reach(long place, String head) {
    sequence = place;
    chain = head;
    Anchor here = new Anchor(identity, place, head);
    anchored |= anchor.filter(here::equals).isPresent();
    heads.accept(here);
  }

  /** A header is durable before anything follows it, so that a torn one stands alone. */
  private void badHeader(byte[] bytes, String name, boolean last) {
    if (!last || bytes.length > LONGEST_HEADER || holdsLine(bytes)) {
      throw new JournalDamaged(name, 0, sequence, "the header does not verify");
    }
    goodLength = 0;
    tornBytes = bytes.length;
  }

  private static boolean holdsLine(byte[] bytes) {
    for (int at = 0, end = newline(bytes, 0); end >= 0; at = end + 1, end = newline(bytes, at)) {
      if (Line.parse(bytes, at, end - at) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Nothing follows a torn group, so that the only commit line after it can be its own at the very
   * end.
   */
  private void badGroup(byte[] bytes, int groupStart, int badLine, String name, boolean last) {
    boolean torn = last;
    int used = bytes.length; // room that was reserved and not forced may have become zero bytes
    while (used > 0 && (bytes[used - 1] == 0 || bytes[used - 1] == Segments.ROOM)) {
      used--;
    }
    for (int at = groupStart, end = newline(bytes, at);
        torn && end >= 0;
        at = end + 1, end = newline(bytes, at)) {
      Line line = Line.parse(bytes, at, end - at);
      Line.Commit commit = line == null ? null : line.commit();
      if (line != null && commit != null) {
        torn = end == used - 1 && line.sequence() == sequence + commit.records() + 1;
      }
    }
    if (torn) {
      tornBytes = (long) bytes.length - groupStart;
      return;
    }
    byte[] now = read(name, last);
    if (!last || Arrays.equals(bytes, now)) {
      throw new JournalDamaged(name, badLine, sequence, "a record does not verify");
    }
    groups(now, groupStart, name, true); // it was read while groups were written
  }

  private void deliver(byte[] bytes, List<Line> group, String name) {
    for (Line line : group) {
      Kind kind =
          Kind.of(line.kind())
              .orElseThrow(
                  () ->
                      new JournalDamaged(
                          name,
                          line.offset(),
                          line.sequence() - 1,
                          "a record of the kind \"" + line.kind() + "\", unknown to this build"));
      entries.accept(new Entry(line.sequence(), kind, bytes, line.dataOffset(), line.dataLength()));
      records++;
    }
  }

  private static int newline(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  long sequence() {
    return sequence;
  }

  /** The chain at the end; empty when there is no journal. */
  String chain() {
    return chain;
  }

  long records() {
    return records;
  }

  long groups() {
    return groups;
  }

  /** Whose journal it is; empty when there is none. */
  String identity() {
    return identity;
  }

  String newest() {
    return newest;
  }

  /** The last sequence number that is pruned; 0 when nothing is. */
  long prunedThrough() {
    return prunedThrough;
  }

  /** How many segments there are. */
  int segments() {
    return newestNumber == 0 ? 0 : newestNumber - first + 1;
  }

  int newestNumber() {
    return newestNumber;
  }

  /** The bytes of the newest segment that verify. */
  long goodLength() {
    return goodLength;
  }

  /** The bytes of the newest segment that do not. */
  long tornBytes() {
    return tornBytes;
  }
}
