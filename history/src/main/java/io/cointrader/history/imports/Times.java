package io.cointrader.history.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as files write them. A number is Unix time in seconds, milliseconds, microseconds or
 * nanoseconds by its size, each row by its own; below 86,400,000 in a file that a day names it is
 * milliseconds of that day. A date without a zone is UTC. Counts what it read.
 */
final class Times {

  /** No time. */
  static final long NONE = Long.MIN_VALUE;

  private static final long DAY = 86_400_000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}(\\.[0-9]*)?");
  private static final Pattern DATE =
      Pattern.compile(
          "([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[ T]([0-9]{2})(?::?([0-9]{2})(?::?([0-9]{2})"
              + "(?:[.,]([0-9]{1,9}))?)?)?)?(?:-?([AP]M))?(Z|[+-][0-9]{2}:?[0-9]{2})?");
  private static final Pattern NAMED_DAY = Pattern.compile("(?:^|[/!])([0-9]{8})_.*");
  private static final DateTimeFormatter COMPACT = DateTimeFormatter.BASIC_ISO_DATE;

  private final long day;
  private long seconds;
  private long millis;
  private long finer;
  private long halfClock;
  private long ofDay;

  /**
   * @param name of the file, which may begin with a day such as {@code 20180404_}
   */
  Times(String name) {
    Matcher named = NAMED_DAY.matcher(name);
    day = named.find() ? day(named.group(1)) : NONE;
  }

  private static long day(String digits) {
    try {
      return LocalDate.parse(digits, COMPACT).toEpochDay() * DAY;
    } catch (DateTimeException other) {
      return NONE;
    }
  }

  /** Whether a cell may be a time. */
  static boolean isTime(String text) {
    return NUMBER.matcher(text).matches() || DATE.matcher(text).matches();
  }

  /** Milliseconds since the epoch, or {@link #NONE}. */
  long read(String text) {
    if (NUMBER.matcher(text).matches()) {
      return number(text);
    }
    Matcher date = DATE.matcher(text);
    return date.matches() ? date(date) : NONE;
  }

  private long number(String text) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    long value;
    try {
      value = Long.parseLong(whole);
    } catch (NumberFormatException tooLong) {
      return NONE;
    }
    if (value < DAY && day != NONE) {
      ofDay++;
      return day + value;
    }
    if (whole.length() == 8 && point < 0 && day(text) != NONE) {
      return day(text);
    }
    if (value < 100_000_000) {
      return NONE; // before 1973: a time of day, a row number, a price
    }
    if (value < 100_000_000_000L) {
      seconds++;
      return value * 1000 + part(point < 0 ? "" : text.substring(point + 1));
    }
    if (value < 100_000_000_000_000L) {
      millis++;
      return value;
    }
    finer++;
    return value < 100_000_000_000_000_000L ? value / 1000 : value / 1_000_000;
  }

  /** Milliseconds of the digits behind the point of seconds. */
  private static long part(String digits) {
    return Long.parseLong((digits + "000").substring(0, 3));
  }

  private long date(Matcher date) {
    try {
      int hour = date.group(4) == null ? 0 : Integer.parseInt(date.group(4));
      String half = date.group(8);
      if (half != null) {
        if (hour < 1 || hour > 12) {
          return NONE;
        }
        halfClock++;
        hour = hour % 12 + (half.equals("PM") ? 12 : 0);
      }
      LocalDateTime time =
          LocalDateTime.of(
              Integer.parseInt(date.group(1)),
              Integer.parseInt(date.group(2)),
              Integer.parseInt(date.group(3)),
              hour,
              date.group(5) == null ? 0 : Integer.parseInt(date.group(5)),
              date.group(6) == null ? 0 : Integer.parseInt(date.group(6)));
      ZoneOffset zone =
          date.group(9) == null || date.group(9).equals("Z")
              ? ZoneOffset.UTC
              : ZoneOffset.of(date.group(9));
      return time.toEpochSecond(zone) * 1000 + part(date.group(7) == null ? "" : date.group(7));
    } catch (DateTimeException noDate) {
      return NONE;
    }
  }

  /** What had to be read in more than one way, a sentence each. */
  List<String> repaired() {
    List<String> said = new ArrayList<>();
    List<String> units = new ArrayList<>();
    unit(units, seconds, "seconds");
    unit(units, millis, "milliseconds");
    unit(units, finer, "micro- or nanoseconds");
    if (units.size() > 1) {
      said.add("times in " + String.join(", ", units) + ": each read by its size");
    }
    if (halfClock > 0) {
      said.add(count(halfClock) + " times of the 12-hour clock read as such, 12-AM being midnight");
    }
    if (ofDay > 0) {
      said.add("times are milliseconds of the day that the file's name tells");
    }
    return said;
  }

  private static void unit(List<String> units, long count, String name) {
    if (count > 0) {
      units.add(name + " (" + count(count) + ")");
    }
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
