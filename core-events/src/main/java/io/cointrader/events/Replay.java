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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the inputs of a journal through the core again and compares every fact, byte for byte. It
 * has no venue, no recorder and no bus: a replay cannot act on the world. Owned by one thread.
 */
public final class Replay {

  private final Function<Started, RecordedFeed> feeds;
  private final BotState state = new BotState();
  private final TradingCore core;
  private final RecordCodec.Encoder<Fact> encoder = ModelCodec.get().encoder(Fact.class);
  private final DecisionsHash hash = new DecisionsHash();
  private final Deque<Fact> decided = new ArrayDeque<>();
  private @Nullable RecordedFeed feed;
  private @Nullable Started started;
  private @Nullable Difference difference;
  private long inputs;
  private long facts;
  private long sequence;

  private Replay(Function<BotState, TradingCore> cores, Function<Started, RecordedFeed> feeds) {
    this.feeds = feeds;
    this.core = cores.apply(state);
  }

  /**
   * The first place where this build decides otherwise than the record.
   *
   * @param recorded the fact of the journal, or nothing
   * @param decided the fact of this replay, or nothing
   */
  public record Difference(long sequence, Optional<String> recorded, Optional<String> decided) {}

  /** What a replay found. */
  public record Result(
      long inputs,
      long facts,
      String decisionsHash,
      Optional<Started> started,
      Optional<Difference> difference) {}

  /**
   * Replays a whole journal.
   *
   * @param cores makes the core over the state it reads
   * @param feeds opens the feed whose inputs the journal refers to
   */
  public static Result run(
      Storage storage,
      Function<BotState, TradingCore> cores,
      Function<Started, RecordedFeed> feeds) {
    Replay replay = new Replay(cores, feeds);
    try {
      JournalReader.read(storage, replay::take);
      replay.expectNothing(replay.sequence);
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
    if (difference != null) {
      return;
    }
    sequence = entry.sequence();
    if (entry.kind() == Kind.FACT) {
      compare(entry);
      return;
    }
    expectNothing(entry.sequence());
    if (entry.kind() == Kind.ROWS) {
      rows((InputReference) entry.record());
      return;
    }
    Input input = (Input) entry.record();
    if (input instanceof Started begun) {
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
          "the journal was made from " + reference + ", the data at hand is " + here);
    }
    if (source.position() != reference.from()) {
      source.seek(reference.from());
    }
    for (long position = reference.from(); position <= reference.to(); position++) {
      expectNothing(sequence);
      Input input = source.next();
      if (input == null) {
        throw new IllegalStateException("the data ends before position " + position);
      }
      decide(input);
    }
  }

  private void decide(Input input) {
    inputs++;
    core.onInput(
        input,
        fact -> {
          state.apply(fact);
          decided.add(fact);
        });
  }

  private void compare(Entry entry) {
    facts++;
    Fact here = decided.poll();
    if (here == null) {
      differ(entry.sequence(), text(entry.payload()), Optional.empty());
      return;
    }
    encoder.encode(here);
    byte[] bytes =
        Arrays.copyOfRange(encoder.bytes(), encoder.offset(), encoder.offset() + encoder.length());
    hash.add(here, bytes, 0, bytes.length);
    if (!Arrays.equals(bytes, entry.payload())) {
      differ(entry.sequence(), text(entry.payload()), text(bytes));
    }
  }

  private void expectNothing(long at) {
    Fact extra = decided.poll();
    if (extra != null && difference == null) {
      differ(at, Optional.empty(), text(ModelCodec.get().encode(Fact.class, extra)));
    }
  }

  private void differ(long at, Optional<String> recorded, Optional<String> now) {
    difference = new Difference(at, recorded, now);
  }

  private static Optional<String> text(byte[] bytes) {
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }
}
