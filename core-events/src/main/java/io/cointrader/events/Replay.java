package io.cointrader.events;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.Started;
import io.cointrader.models.state.BotState;
import io.cointrader.models.state.TradingCore;
import io.cointrader.persistence.codec.ModelCodec;
import io.cointrader.persistence.codec.RecordCodec;
import io.cointrader.persistence.journal.Entry;
import io.cointrader.persistence.journal.JournalReader;
import io.cointrader.persistence.journal.Kind;
import io.cointrader.persistence.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the inputs of a journal through the core again and compares every fact, byte for byte. It
 * has no venue, no recorder and no bus: a replay cannot act on the world. Owned by one thread.
 */
public final class Replay {

  private final Function<Started, RecordedFeed> feeds;
  private final Place until;
  private final @Nullable Consumer<Difference> differences;
  private final BotState state = new BotState();
  private final BotState record = new BotState();
  private final TradingCore core;
  private final RecordCodec.Encoder<Fact> encoder = ModelCodec.get().encoder(Fact.class);
  private final DecisionsHash hash = new DecisionsHash();
  private final List<Fact> decided = new ArrayList<>();
  private final List<Entry> recorded = new ArrayList<>();
  private @Nullable RecordedFeed feed;
  private @Nullable Started started;
  private @Nullable Difference difference;
  private boolean ended;
  private long inputs;
  private long facts;
  private long sequence;

  private Replay(
      Function<BotState, TradingCore> cores,
      Function<Started, RecordedFeed> feeds,
      Place until,
      @Nullable Consumer<Difference> differences) {
    this.feeds = feeds;
    this.until = until;
    this.differences = differences;
    this.core = cores.apply(state);
  }

  /**
   * A place where this build decides otherwise than the record.
   *
   * @param recorded the fact of the journal, or nothing
   * @param decided the fact of this replay, or nothing
   */
  public record Difference(long sequence, Optional<String> recorded, Optional<String> decided) {}

  /**
   * What a replay found.
   *
   * @param facts those that are the same
   * @param difference the first
   */
  public record Result(
      long inputs,
      long facts,
      String decisionsHash,
      Optional<Started> started,
      Optional<Difference> difference) {}

  /**
   * Replays a journal up to its first difference.
   *
   * @param cores makes the core over the state it reads
   * @param feeds opens the feed whose inputs the journal refers to
   * @param until the last input that is taken
   */
  public static Result run(
      Storage storage,
      Function<BotState, TradingCore> cores,
      Function<Started, RecordedFeed> feeds,
      Place until) {
    return run(storage, new Replay(cores, feeds, until, null));
  }

  /** Replays a whole journal up to its first difference. */
  public static Result run(
      Storage storage,
      Function<BotState, TradingCore> cores,
      Function<Started, RecordedFeed> feeds) {
    return run(storage, cores, feeds, Place.END);
  }

  /**
   * Replays past differences: after each, the state is the one of the record again, so that every
   * input is decided on in the circumstances in which it came.
   *
   * @param differences is given each of them
   */
  public static Result compare(
      Storage storage,
      Function<BotState, TradingCore> cores,
      Function<Started, RecordedFeed> feeds,
      Place until,
      Consumer<Difference> differences) {
    return run(storage, new Replay(cores, feeds, until, differences));
  }

  private static Result run(Storage storage, Replay replay) {
    try {
      JournalReader.readWhole(storage, replay::take);
      replay.close(replay.sequence);
    } finally {
      if (replay.feed != null) {
        replay.feed.close();
      }
    }
    return new Result(
        replay.inputs,
        replay.facts,
        replay.hash.hex(),
        Optional.ofNullable(replay.started),
        Optional.ofNullable(replay.difference));
  }

  private void take(Entry entry) {
    if (ended) {
      return;
    }
    sequence = entry.sequence();
    if (entry.kind() == Kind.FACT) {
      recorded.add(entry);
      return;
    }
    close(entry.sequence());
    if (ended) {
      return;
    }
    if (entry.kind() == Kind.ROWS) {
      if (until.isBefore(sequence, Instant.MIN)) {
        ended = true;
        return;
      }
      rows((InputReference) entry.record());
      return;
    }
    Input input = (Input) entry.record();
    if (input instanceof Started begun && !until.isBefore(sequence, input.received())) {
      started = begun;
    }
    decide(input);
  }

  private void rows(InputReference reference) {
    RecordedFeed source = feed;
    if (source == null) {
      if (started == null) {
        throw new IllegalStateException("rows before any start at sequence " + sequence);
      }
      source = feeds.apply(started);
      feed = source;
    }
    InputReference here = source.reference(reference.from(), reference.to());
    if (!here.equals(reference)) {
      throw new IllegalStateException(
          "the data is not what the record was made from: "
              + here
              + " instead of "
              + reference
              + "; a file was added, removed or changed, and replay needs them as they were");
    }
    if (source.position() != reference.from()) {
      source.seek(reference.from());
    }
    for (long position = reference.from(); position <= reference.to() && !ended; position++) {
      close(sequence);
      Input input = source.next();
      if (input == null) {
        throw new IllegalStateException("the data ends before position " + position);
      }
      decide(input);
    }
  }

  private void decide(Input input) {
    if (until.isBefore(sequence, input.received())) {
      ended = true;
      return;
    }
    inputs++;
    core.onInput(
        input,
        fact -> {
          state.apply(fact);
          decided.add(fact);
        });
  }

  /** Compares what was decided on an input with what was recorded after it. */
  private void close(long at) {
    boolean same = true;
    int count = Math.max(recorded.size(), decided.size());
    for (int i = 0; i < count && !ended; i++) {
      Entry was = i < recorded.size() ? recorded.get(i) : null;
      Fact now = i < decided.size() ? decided.get(i) : null;
      same &= isSame(was, now, at);
    }
    if (differences != null) {
      follow(same);
    }
    recorded.clear();
    decided.clear();
  }

  private boolean isSame(@Nullable Entry was, @Nullable Fact now, long at) {
    byte[] recordedBytes = was == null ? null : was.payload();
    byte[] bytes = null;
    if (now != null) {
      encoder.encode(now);
      bytes =
          Arrays.copyOfRange(
              encoder.bytes(), encoder.offset(), encoder.offset() + encoder.length());
      hash.add(now, bytes, 0, bytes.length);
    }
    if (Arrays.equals(recordedBytes, bytes)) {
      facts++;
      return true;
    }
    Difference found =
        new Difference(was == null ? at : was.sequence(), text(recordedBytes), text(bytes));
    if (difference == null) {
      difference = found;
    }
    if (differences == null) {
      ended = true;
    } else {
      differences.accept(found);
    }
    return false;
  }

  private void follow(boolean same) {
    for (int i = 0; i < recorded.size(); i++) {
      record.apply(same ? decided.get(i) : (Fact) recorded.get(i).record());
    }
    if (!same) {
      state.restore(record.snapshot());
    }
  }

  private static Optional<String> text(byte @Nullable [] bytes) {
    return bytes == null
        ? Optional.empty()
        : Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }
}
