package io.cointrader.backtest.optimize;

import io.cointrader.engine.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which held-out data was ever looked at, one line for each opening, written before it is opened.
 * Data that was looked at to choose settings cannot judge them any more, whichever study did it.
 */
final class HoldoutLedger {

  static final String FILE = "holdouts.jsonl";

  private final Path file;

  /**
   * @param studies the directory of all studies
   */
  HoldoutLedger(Path studies) {
    file = studies.resolve(FILE);
  }

  /**
   * An opening.
   *
   * @param id of the plan
   */
  record Opening(Instant at, String study, String id, List<String> symbols, Span span) {

    boolean overlaps(List<String> others, Span other) {
      return span.from().isBefore(other.to())
          && other.from().isBefore(span.to())
          && symbols.stream().anyMatch(others::contains);
    }
  }

  /** The first opening by a plan. */
  Optional<Opening> of(StudyPlan plan) {
    return all().stream().filter(one -> one.id().equals(plan.id())).findFirst();
  }

  /** Earlier openings, by other plans, of data that this plan holds out. */
  List<Opening> spent(StudyPlan plan) {
    Optional<Span> span = plan.heldOut();
    if (span.isEmpty()) {
      return List.of();
    }
    List<Opening> before = new ArrayList<>();
    for (Opening one : all()) {
      if (one.id().equals(plan.id())) {
        break;
      }
      if (one.overlaps(plan.symbols(), span.get())) {
        before.add(one);
      }
    }
    return before;
  }

  /** Records that the plan's held-out data is opened, unless that is recorded; on disk then. */
  void open(StudyPlan plan, String study, Instant now) {
    if (of(plan).isPresent()) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", now.toString());
    line.put("study", study);
    line.put("id", plan.id());
    line.put("symbols", plan.symbols());
    Span span = plan.heldOut().orElseThrow();
    line.put("from", span.from().toString());
    line.put("to", span.to().toString());
    byte[] bytes =
        (TrialJson.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.position(whole(channel));
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException failed) {
      throw refused(failed);
    }
  }

  /** Where the last whole line ends; what a kill cut short after it was never acted on. */
  private static long whole(FileChannel channel) throws IOException {
    byte[] all = new byte[Math.toIntExact(channel.size())];
    ByteBuffer buffer = ByteBuffer.wrap(all);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // until it is full
    }
    return new String(all, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1L;
  }

  private StudyRefused refused(IOException failed) {
    return new StudyRefused(
        ExitCode.STORAGE, file + ": " + failed.getMessage() + "; mend the disk and go on", failed);
  }

  private List<Opening> all() {
    List<Opening> openings = new ArrayList<>();
    try {
      String text = Files.readString(file);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        openings.add(read(line));
      }
    } catch (NoSuchFileException none) {
      return openings;
    } catch (IOException failed) {
      throw refused(failed);
    }
    return openings;
  }

  private Opening read(String line) {
    try {
      JsonNode node = TrialJson.MAPPER.readTree(line);
      List<String> symbols = new ArrayList<>();
      node.required("symbols").forEach(one -> symbols.add(one.asString()));
      return new Opening(
          Instant.parse(node.required("at").asString()),
          node.required("study").asString(),
          node.required("id").asString(),
          symbols,
          new Span(
              Instant.parse(node.required("from").asString()),
              Instant.parse(node.required("to").asString())));
    } catch (RuntimeException damaged) {
      throw new StudyRefused(
          ExitCode.BAD_DATA,
          file + ": a line is no opening: " + line + "; restore the file from a backup",
          damaged);
    }
  }
}
