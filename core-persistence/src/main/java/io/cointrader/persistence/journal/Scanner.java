package io.cointrader.persistence.journal;

import io.cointrader.persistence.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
  static final String FOLDER = "journal";
  static final String GENESIS = "0".repeat(64);

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\"format\":(\\d+),\"segment\":(\\d+),\"identity\":\"([^\"]*)\",\"after\":(\\d+),\"chain\":\"([0-9a-f]{64})\",\"crc\":\"[0-9a-f]{8}\"\\}");

  private final Storage storage;
  private final Consumer<Entry> entries;
  private long sequence;
  private String chain = GENESIS;
  private long records;
  private long groups;
  private String identity = "";
  private String newest = "";
  private int newestNumber;
  private long goodLength;
  private long tornBytes;

  Scanner(Storage storage, Consumer<Entry> entries) {
    this.storage = storage;
    this.entries = entries;
  }

  static String name(int segment) {
    return String.format(Locale.ROOT, "%08d.jsonl", segment);
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

  void scan() {
    List<String> names =
        storage.list(FOLDER).stream().filter(name -> name.endsWith(".jsonl")).toList();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(name(i + 1))) {
        throw new JournalDamaged(
            names.get(i), 0, sequence, "segment " + name(i + 1) + " is missing");
      }
      segment(names.get(i), i + 1, i == names.size() - 1);
    }
  }

  private void segment(String name, int number, boolean last) {
    byte[] bytes = storage.read(FOLDER + "/" + name);
    newest = name;
    newestNumber = number;
    int end = newline(bytes, 0);
    if (end < 0) {
      if (!last) {
        throw new JournalDamaged(name, 0, sequence, "the header is cut short");
      }
      goodLength = 0;
      tornBytes = bytes.length;
      return;
    }
    header(bytes, end, name, number);
    goodLength = end + 1L;
    tornBytes = 0;
    int at = end + 1;
    List<Line> group = new ArrayList<>();
    int groupStart = at;
    while (at < bytes.length) {
      end = newline(bytes, at);
      Line line = end < 0 ? null : Line.parse(bytes, at, end - at);
      if (line == null || line.sequence() != sequence + group.size() + 1) {
        bad(bytes, groupStart, at, name, last);
        return;
      }
      if (line.kind().equals(Line.COMMIT)) {
        if (line.records(bytes) != group.size()
            || !line.chain(bytes).equals(link(chain, bytes, groupStart, at - groupStart))) {
          bad(bytes, groupStart, groupStart, name, last);
          return;
        }
        deliver(bytes, group, name);
        chain = line.chain(bytes);
        sequence = line.sequence();
        groups++;
        group.clear();
        groupStart = end + 1;
        goodLength = groupStart;
      } else {
        group.add(line);
      }
      at = end + 1;
    }
    if (!group.isEmpty()) {
      bad(bytes, groupStart, groupStart, name, last);
    }
  }

  private void header(byte[] bytes, int end, String name, int number) {
    Matcher header = HEADER.matcher(new String(bytes, 0, end, StandardCharsets.US_ASCII));
    if (!Line.verifies(bytes, 0, end) || !header.matches()) {
      throw new JournalDamaged(name, 0, sequence, "the header does not verify");
    }
    if (Integer.parseInt(header.group(1)) != FORMAT) {
      throw new JournalDamaged(
          name,
          0,
          sequence,
          "format " + header.group(1) + " is not the " + FORMAT + " of this build");
    }
    if (Integer.parseInt(header.group(2)) != number
        || Long.parseLong(header.group(4)) != sequence
        || !header.group(5).equals(chain)
        || number > 1 && !header.group(3).equals(identity)) {
      throw new JournalDamaged(name, 0, sequence, "the segment does not follow the one before");
    }
    identity = header.group(3);
  }

  /** A torn tail holds at most one commit line: that of the group itself, at the very end. */
  private void bad(byte[] bytes, int groupStart, int at, String name, boolean last) {
    int lines = 0;
    int line = groupStart;
    while (last && line < bytes.length) {
      int end = newline(bytes, line);
      Line parsed = end < 0 ? null : Line.parse(bytes, line, end - line);
      if (parsed != null && parsed.kind().equals(Line.COMMIT)) {
        last = end == bytes.length - 1 && parsed.records(bytes) == lines;
        break;
      }
      lines++;
      line = end < 0 ? bytes.length : end + 1;
    }
    if (!last) {
      throw new JournalDamaged(name, at, sequence, "a record does not verify");
    }
    tornBytes = (long) bytes.length - groupStart;
  }

  private void deliver(byte[] bytes, List<Line> group, String name) {
    for (Line line : group) {
      Kind kind = null;
      for (Kind candidate : Kind.values()) {
        kind = candidate.tag().equals(line.kind()) ? candidate : kind;
      }
      if (kind == null) {
        throw new JournalDamaged(
            name,
            line.offset(),
            line.sequence() - 1,
            "a record of the unknown kind \"" + line.kind() + "\"");
      }
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

  static String link(String chain, byte[] bytes, int offset, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(chain.getBytes(StandardCharsets.US_ASCII));
      sha.update(bytes, offset, length);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  long sequence() {
    return sequence;
  }

  String chain() {
    return chain;
  }

  long records() {
    return records;
  }

  long groups() {
    return groups;
  }

  String identity() {
    return identity;
  }

  String newest() {
    return newest;
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
