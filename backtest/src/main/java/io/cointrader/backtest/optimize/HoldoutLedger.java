package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which data any study looked at: a line before it searches, and one before it opens what it held
 * out. Data that was looked at to choose settings cannot judge them any more, whichever study did
 * it. Studies may write at the same time, in one process or several.
 */
final class HoldoutLedger {

  static final String FILE = "holdouts.jsonl";

  private static final String SEARCHED = "searched";
  private static final String OPENED = "opened";

  private final Path file;

  /**
   * @param studies the directory of all studies
   */
  HoldoutLedger(Path studies) {
    file = studies.resolve(FILE);
  }

  /**
   * A look at data.
   *
   * @param id of the plan
   * @param opened whether it was held out until then; else it was searched
   */
  record Look(
      Instant at, String study, String id, boolean opened, List<String> symbols, Span span) {

    boolean overlaps(List<String> others, Span other) {
      return span.from().isBefore(other.to())
          && other.from().isBefore(span.to())
          && symbols.stream().anyMatch(others::contains);
    }
  }

  /**
   * The newest opening of what a plan holds out.
   *
   * @param openedBefore when it, or a part of it, was opened before that
   * @param searchedBefore when other plans began to search it, or a part of it, before that
   */
  record Opening(Instant at, List<Instant> openedBefore, List<Instant> searchedBefore) {}

  /** Empty when the plan has opened nothing. */
  Optional<Opening> of(StudyPlan plan) {
    List<Look> all = read();
    int last = all.size() - 1;
    while (last >= 0 && !(all.get(last).opened() && all.get(last).id().equals(plan.id()))) {
      last--;
    }
    if (last < 0) {
      return Optional.empty();
    }
    Look own = all.get(last);
    List<Instant> opened = new ArrayList<>();
    List<Instant> searched = new ArrayList<>();
    for (Look look : all.subList(0, last)) {
      if (look.overlaps(own.symbols(), own.span())) {
        (look.opened() ? opened : searched).add(look.at());
      }
    }
    return Optional.of(new Opening(own.at(), List.copyOf(opened), List.copyOf(searched)));
  }

  /** Records that the plan searches its data, unless that is recorded; on disk then. */
  void searching(StudyPlan plan, String study, InstantSource clock) {
    add(
        plan,
        new Look(clock.instant(), study, plan.id(), false, plan.symbols(), plan.searched()),
        false);
  }

  /**
   * Records that the plan's held-out data is opened, unless that is recorded; on disk then.
   *
   * @param again whether it is recorded in any case
   */
  void open(StudyPlan plan, String study, boolean again, InstantSource clock) {
    Span span = plan.heldOut().orElseThrow();
    add(plan, new Look(clock.instant(), study, plan.id(), true, plan.symbols(), span), again);
  }

  private void add(StudyPlan plan, Look look, boolean again) {
    synchronized (HoldoutLedger.class) { // within a process a file lock refuses instead of waiting
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        String text = text(channel);
        boolean known =
            looks(text).stream()
                .anyMatch(one -> one.id().equals(plan.id()) && one.opened() == look.opened());
        if (lock.isValid() && (again || !known)) {
          append(channel, text.lastIndexOf('\n') + 1L, line(look));
        }
      } catch (IOException failed) {
        throw StudyRefused.storage(file, failed);
      }
    }
  }

  /** In the one letter for each byte that a place in the file can be told from. */
  private static String text(FileChannel channel) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (all.hasRemaining() && channel.read(all) >= 0) {
      // until it is full
    }
    return new String(all.array(), StandardCharsets.ISO_8859_1);
  }

  /** After the last whole line; what a kill cut short after it was never acted on. */
  private static void append(FileChannel channel, long end, String line) throws IOException {
    channel.truncate(end);
    channel.position(end);
    ByteBuffer buffer = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  private static String line(Look look) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", look.at().toString());
    line.put("what", look.opened() ? OPENED : SEARCHED);
    line.put("study", look.study());
    line.put("id", look.id());
    line.put("symbols", look.symbols());
    line.put("from", look.span().from().toString());
    line.put("to", look.span().to().toString());
    return TrialJson.MAPPER.writeValueAsString(line) + "\n";
  }

  private List<Look> read() {
    try {
      return looks(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException failed) {
      throw StudyRefused.storage(file, failed);
    }
  }

  private List<Look> looks(String text) {
    List<Look> looks = new ArrayList<>();
    text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> looks.add(look(line)));
    return looks;
  }

  private Look look(String line) {
    try {
      JsonNode node = TrialJson.MAPPER.readTree(line);
      List<String> symbols = new ArrayList<>();
      node.required("symbols").forEach(one -> symbols.add(one.asString()));
      return new Look(
          Instant.parse(node.required("at").asString()),
          node.required("study").asString(),
          node.required("id").asString(),
          node.path("what").asString(OPENED).equals(OPENED),
          symbols,
          new Span(
              Instant.parse(node.required("from").asString()),
              Instant.parse(node.required("to").asString())));
    } catch (RuntimeException damaged) {
      throw new StudyRefused(
          ExitCode.BAD_DATA,
          file + ": a line is no look at data: " + line + "; restore the file from a backup",
          damaged);
    }
  }
}
