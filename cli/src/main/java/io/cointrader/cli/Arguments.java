package io.cointrader.cli;

import io.cointrader.events.Place;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** What is written on the command line, as values; what cannot be one is said in plain words. */
final class Arguments {

  private Arguments() {}

  static void register(CommandLine line) {
    line.registerConverter(Symbol.class, Arguments::symbol);
    line.registerConverter(Path.class, Arguments::path);
    line.registerConverter(Instant.class, Arguments::time);
    line.registerConverter(Place.class, Arguments::place);
    line.registerConverter(Long.class, Arguments::whole);
    line.registerConverter(Timeframe.class, Arguments::timeframe);
  }

  private static Symbol symbol(String text) {
    try {
      return Symbol.of(text);
    } catch (IllegalArgumentException notASymbol) {
      throw new TypeConversionException("'" + text + "' is no symbol; write for example BTC-USD");
    }
  }

  private static Timeframe timeframe(String text) {
    return Timeframe.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no timeframe; write 1m, 5m, 15m, 1h, 4h or 1d"));
  }

  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("a path must not be empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException notAPath) {
      throw new TypeConversionException("'" + text + "' is no path");
    }
  }

  /** A time, or a date for its first moment; UTC. */
  private static Instant time(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException notATime) {
      throw new TypeConversionException(
          "'" + text + "' is no UTC time; write 2021-05-20 or 2021-05-20T12:00:00Z");
    }
  }

  /** A sequence number, or a time. */
  private static Place place(String text) {
    if (text.chars().allMatch(Character::isDigit)) {
      return new Place.AtSequence(whole(text));
    }
    try {
      return new Place.AtTime(time(text));
    } catch (TypeConversionException neither) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no sequence number and no UTC time; write 17, 2021-05-20 or"
              + " 2021-05-20T12:00:00Z");
    }
  }

  private static Long whole(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      throw new TypeConversionException("'" + text + "' is no whole number");
    }
  }

  /** What is wrong with a command line, in one line. */
  static String said(CommandLine.ParameterException wrong) {
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !wrong.getCommandLine().getSubcommands().isEmpty()) {
      List<String> near = unmatched.getSuggestions();
      return "there is no command '"
          + unmatched.getUnmatched().get(0)
          + "'"
          + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
    }
    String text = String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ").strip();
    return text.isEmpty()
        ? "wrong usage"
        : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
