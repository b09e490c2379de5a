package io.cointrader.feeds;

import io.cointrader.models.feed.CandleTable;
import io.cointrader.models.feed.FeedException;
import io.cointrader.models.hash.Sha256;
import io.cointrader.models.market.Candle;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One candle file, read, hashed and checked whole. CSV or gzipped CSV with the columns {@code
 * timestamp,open,high,low,close,volume}; the timestamp is the open time in Unix seconds. Rows that
 * make no candle, and repeated times, are dropped and told; a file with more than 1 % of such rows,
 * or whose time goes backwards, is refused.
 */
final class CandleFile {

  private static final String HEADER = "timestamp,open,high,low,close,volume";
  private static final int TOLD = 3;
  private static final double[] POW10 = new double[23];
  private static final long EXACT_MANTISSA = 1L << 53;

  static {
    double power = 1;
    for (int i = 0; i < POW10.length; i++, power *= 10) {
      POW10[i] = power;
    }
  }

  private final Path path;
  private final CandleTable.Builder rows = CandleTable.builder(4096);
  private final List<String> notices = new ArrayList<>();
  private final double[] fields = new double[6];
  private String sha256 = "";
  private long seen;
  private long dropped;
  private long line = 1;

  private CandleFile(Path path) {
    this.path = path;
  }

  /**
   * @throws FeedException naming file, line and remedy
   */
  static CandleFile read(Path path) {
    CandleFile file = new CandleFile(path);
    file.load();
    return file;
  }

  Path path() {
    return path;
  }

  CandleTable table() {
    return rows.build();
  }

  /** SHA-256 of the bytes of the file, in hex. */
  String sha256() {
    return sha256;
  }

  /** How many rows were dropped. */
  long dropped() {
    return dropped;
  }

  /** What was dropped, with file and line. */
  List<String> notices() {
    return notices;
  }

  private FeedException bad(String what, String remedy) {
    return new FeedException(FeedException.Kind.BAD_DATA, path + what + "; " + remedy);
  }

  private void load() {
    byte[] bytes;
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw bad(
            Files.isDirectory(path) ? ": is a directory" : ": is no regular file",
            Files.isDirectory(path)
                ? "name its files, such as " + path + "/*.csv.gz"
                : "copy it into one");
      }
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException missing) {
      throw bad(": there is no such file", "name a file that is there");
    } catch (IOException unreadable) {
      throw bad(": cannot be read", "check its permissions");
    }
    sha256 = Sha256.of(bytes);
    boolean zipped = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    try (InputStream in =
        zipped
            ? new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)
            : new ByteArrayInputStream(bytes)) {
      parse(in);
    } catch (EOFException cut) {
      throw bad(":" + line + ": the gzip data ends too early", "download the file again");
    } catch (ZipException damaged) {
      throw bad(
          ":" + line + ": the gzip data is damaged (" + damaged.getMessage() + ")",
          "download the file again");
    } catch (IOException failed) {
      throw bad(":" + line + ": cannot be read", "download the file again");
    }
    if (seen == 0) {
      throw bad(": holds no candle", "name a file with candles, or leave it out");
    }
    if (dropped * 100 > seen) {
      throw bad(
          ": "
              + dropped
              + " of "
              + seen
              + " rows are bad, more than 1 %; the first: "
              + notices.get(0),
          "repair or replace the file");
    }
    if (dropped > notices.size()) {
      notices.add(path + ": " + dropped + " bad rows dropped in all");
    }
  }

  private void parse(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 18];
    int held = 0;
    boolean header = true;
    while (true) {
      int read = in.read(buffer, held, buffer.length - held);
      int end = held + Math.max(read, 0);
      int start = 0;
      for (int i = held; i < end; i++) {
        if (buffer[i] == '\n') {
          header = line(buffer, start, i, header);
          start = i + 1;
        }
      }
      held = end - start;
      System.arraycopy(buffer, start, buffer, 0, held);
      if (read < 0) {
        if (held > 0) {
          line(buffer, 0, held, header);
        }
        return;
      }
      if (held == buffer.length) {
        throw bad(
            ":" + line + ": the line is longer than " + buffer.length + " bytes",
            "name a CSV file of candles");
      }
    }
  }

  /** Takes a line; answers whether the header is still to come. */
  private boolean line(byte[] buffer, int start, int newline, boolean header) {
    int end = newline > start && buffer[newline - 1] == '\r' ? newline - 1 : newline;
    if (header) {
      String text = new String(buffer, start, end - start, StandardCharsets.UTF_8).strip();
      if (text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (!text.equals(HEADER)) {
        throw bad(
            ":1: the header is \""
                + (text.length() > 80 ? text.substring(0, 80) + "…" : text)
                + "\"",
            "the columns must be " + HEADER);
      }
    } else if (end > start) {
      row(buffer, start, end);
    }
    line++;
    return false;
  }

  private void row(byte[] buffer, int start, int end) {
    seen++;
    int field = 0;
    int from = start;
    for (int i = start; i <= end; i++) {
      if (i == end || buffer[i] == ',') {
        if (field < 6) {
          fields[field] = number(buffer, from, i);
        }
        field++;
        from = i + 1;
      }
    }
    if (field != 6) {
      drop(field + " columns instead of 6");
      return;
    }
    double seconds = fields[0];
    if (!(seconds >= 0 && seconds < 1e11) || seconds != Math.rint(seconds)) {
      drop("the timestamp is no Unix time in seconds");
      return;
    }
    String problem = Candle.problem(fields[1], fields[2], fields[3], fields[4], fields[5]);
    if (!problem.isEmpty()) {
      drop(problem);
      return;
    }
    long millis = ((long) seconds) * 1000;
    if (rows.size() > 0) {
      long newest = rows.newestMillis();
      if (millis == newest) {
        drop("the time " + iso(millis) + " is there already");
        return;
      }
      if (millis < newest) {
        throw bad(
            ":" + line + ": time goes backwards, from " + iso(newest) + " to " + iso(millis),
            "sort the file by timestamp");
      }
    }
    rows.add(millis, fields[1], fields[2], fields[3], fields[4], fields[5]);
  }

  private static String iso(long millis) {
    try {
      return Instant.ofEpochMilli(millis).toString();
    } catch (DateTimeException beyond) {
      return millis + " ms";
    }
  }

  private void drop(String why) {
    dropped++;
    if (notices.size() < TOLD) {
      notices.add(path + ":" + line + ": row dropped: " + why);
    }
  }

  /** The number in a field, correctly rounded; NaN when it is none. */
  private static double number(byte[] buffer, int start, int end) {
    long mantissa = 0;
    int places = 0;
    boolean point = false;
    int digits = 0;
    int at = start;
    boolean negative = at < end && buffer[at] == '-';
    if (negative) {
      at++;
    }
    for (int i = at; i < end; i++) {
      byte c = buffer[i];
      if (c >= '0' && c <= '9') {
        mantissa = mantissa * 10 + (c - '0');
        if (mantissa != 0) {
          digits++;
        }
        if (point) {
          places++;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        return slow(buffer, start, end);
      }
    }
    if (end == at || digits > 18 || mantissa > EXACT_MANTISSA || places >= POW10.length) {
      return slow(buffer, start, end);
    }
    double value = mantissa / POW10[places];
    return negative ? -value : value;
  }

  private static double slow(byte[] buffer, int start, int end) {
    try {
      return Double.parseDouble(new String(buffer, start, end - start, StandardCharsets.US_ASCII));
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }
}
