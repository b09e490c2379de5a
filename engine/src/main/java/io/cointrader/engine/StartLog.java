package io.cointrader.engine;

import io.cointrader.persistence.storage.Storage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The starts of a run that got nowhere, in a file beside the run: each is noted before it trades,
 * and all are forgotten once one has ended well, has lived for a while, or is found to have
 * consumed data. Many within a short time are a crash loop: whatever ends the engine will do so
 * again. Owned by one thread at a time.
 */
final class StartLog {

  private static final Logger LOG = LoggerFactory.getLogger(StartLog.class);
  private static final String FILE = "starts.txt";

  private final Storage storage;
  private final int most;
  private final Duration within;

  /** A start, and how much of the data was consumed by then. */
  private record Start(Instant at, long consumed) {}

  /**
   * @param most how many starts without progress are a crash loop
   * @param within the time within which they count
   */
  StartLog(Storage storage, int most, Duration within) {
    this.storage = storage;
    this.most = most;
    this.within = within;
  }

  /** How long an engine has lived that is in no crash loop. */
  Duration proof() {
    return within.dividedBy(most);
  }

  /**
   * Notes a start durably.
   *
   * @param consumed how much data that can be read again is consumed; 0 where there is none
   * @return what is wrong, when it is one too many
   */
  Optional<String> begin(Instant now, boolean resumed, long consumed) {
    List<Start> starts = new ArrayList<>();
    for (Start start : resumed ? read() : List.<Start>of()) {
      if (start.consumed() == consumed
          && start.at().isAfter(now.minus(within))
          && !start.at().isAfter(now)) {
        starts.add(start);
      }
    }
    starts.add(new Start(now, consumed));
    write(starts.subList(Math.max(0, starts.size() - most), starts.size()));
    return starts.size() < most
        ? Optional.empty()
        : Optional.of(
            starts.size()
                + " starts since "
                + starts.get(0).at()
                + ", none of which got anywhere; look at the log, then resume");
  }

  private List<Start> read() {
    List<Start> starts = new ArrayList<>();
    if (!storage.exists(FILE)) {
      return starts;
    }
    String text = new String(storage.read(FILE), StandardCharsets.US_ASCII);
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", -1);
      try {
        starts.add(new Start(Instant.parse(words[0]), Long.parseLong(words[words.length - 1])));
      } catch (DateTimeParseException | NumberFormatException unreadable) {
        LOG.warn("{}/{}: left out {}", storage.root(), FILE, unreadable.getMessage());
      }
    }
    return starts;
  }

  private void write(List<Start> starts) {
    StringBuilder text = new StringBuilder();
    starts.forEach(
        start -> text.append(start.at()).append(' ').append(start.consumed()).append('\n'));
    storage.replace(FILE, ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  /** Forgets all: the engine has got somewhere. */
  void clear() {
    storage.delete(FILE);
  }
}
