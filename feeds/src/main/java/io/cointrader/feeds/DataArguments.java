package io.cointrader.feeds;

import io.cointrader.models.feed.FeedException;
import io.cointrader.models.market.Symbol;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the files of {@code [SYMBOL=]FILE|PATTERN} arguments. */
final class DataArguments {

  private static final Pattern LEADING =
      Pattern.compile("([A-Z0-9]{1,20})-([A-Z0-9]{1,20})(?![A-Z0-9]).*");

  private DataArguments() {}

  /** The files of each symbol, sorted. */
  static SortedMap<Symbol, List<Path>> find(List<String> arguments, Path workingDirectory) {
    if (arguments.isEmpty()) {
      throw new FeedException(
          FeedException.Kind.BAD_CONFIGURATION,
          "market.data: the replay feed needs candle files; name them with --data '[SYMBOL=]FILE'");
    }
    SortedMap<Symbol, List<Path>> found = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String pattern = argument.substring(equals + 1);
      for (Path file : files(pattern, workingDirectory)) {
        Symbol symbol =
            equals >= 0 ? symbol(argument.substring(0, equals), argument) : leading(file);
        List<Path> files = found.computeIfAbsent(symbol, any -> new ArrayList<>());
        if (!files.contains(file)) {
          files.add(file);
        }
      }
    }
    return found;
  }

  /** The files of the symbols chosen, each of which must have some. */
  static SortedMap<Symbol, List<Path>> only(
      List<Symbol> chosen, SortedMap<Symbol, List<Path>> found) {
    SortedMap<Symbol, List<Path>> files = new TreeMap<>();
    for (Symbol symbol : chosen) {
      List<Path> own = found.get(symbol);
      if (own == null) {
        throw new FeedException(
            FeedException.Kind.BAD_CONFIGURATION,
            "market.symbols: there is no data of "
                + symbol
                + ", only of "
                + String.join(", ", found.keySet().stream().map(Symbol::toString).toList())
                + "; name its file under market.data, or leave it out");
      }
      files.put(symbol, own);
    }
    return files;
  }

  /** Refuses a mix of quote currencies, naming files. */
  static void oneCurrency(SortedMap<Symbol, List<Path>> found) {
    Symbol first = found.firstKey();
    for (Symbol symbol : found.keySet()) {
      if (!symbol.quote().equals(first.quote())) {
        throw new FeedException(
            FeedException.Kind.BAD_DATA,
            "mixed quote currencies: "
                + file(found, first)
                + " is in "
                + first.quote()
                + ", "
                + file(found, symbol)
                + " in "
                + symbol.quote()
                + "; choose files of one quote currency, or rename with SYMBOL=FILE");
      }
    }
  }

  private static Path file(SortedMap<Symbol, List<Path>> found, Symbol symbol) {
    return found.getOrDefault(symbol, List.of()).get(0);
  }

  private static Symbol symbol(String text, String argument) {
    try {
      return Symbol.of(text);
    } catch (IllegalArgumentException notASymbol) {
      throw new FeedException(
          FeedException.Kind.BAD_CONFIGURATION,
          "--data " + argument + ": " + notASymbol.getMessage());
    }
  }

  private static Symbol leading(Path file) {
    Matcher matcher = LEADING.matcher(file.getFileName().toString());
    if (!matcher.matches()) {
      if (!Files.isRegularFile(file)) {
        CandleFile.read(file); // refuses it as what it is
      }
      throw new FeedException(
          FeedException.Kind.BAD_DATA,
          file + ": the name does not begin with BASE-QUOTE; write --data SYMBOL=" + file);
    }
    return new Symbol(matcher.group(1), matcher.group(2));
  }

  private static List<Path> files(String pattern, Path workingDirectory) {
    int wild = firstWild(pattern);
    if (wild < 0) {
      return List.of(workingDirectory.resolve(pattern));
    }
    int slash = pattern.lastIndexOf('/', wild);
    Path folder = workingDirectory.resolve(slash < 0 ? "" : pattern.substring(0, slash + 1));
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash + 1));
    int depth = pattern.substring(slash + 1).split("/").length;
    List<Path> files = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.walk(folder, depth)) {
        files =
            entries
                .filter(Files::isRegularFile)
                .filter(path -> matcher.matches(folder.relativize(path)))
                .sorted()
                .toList();
      } catch (IOException unreadable) {
        throw new FeedException(
            FeedException.Kind.BAD_DATA, folder + ": cannot be read; check its permissions");
      }
    }
    if (files.isEmpty()) {
      throw new FeedException(
          FeedException.Kind.BAD_DATA,
          "--data "
              + pattern
              + ": no file matches; check the pattern and the directory it starts from, "
              + workingDirectory.toAbsolutePath().normalize());
    }
    return files;
  }

  private static int firstWild(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if ("*?[{".indexOf(pattern.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
