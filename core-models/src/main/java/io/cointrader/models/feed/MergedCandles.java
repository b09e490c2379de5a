package io.cointrader.models.feed;

import io.cointrader.models.hash.Sha256;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.FeedStatus;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recorded candles as a feed: any number of symbols merged by (close time, symbol), a strike of
 * clock B after each close time. Gaps, outages and ends of data come as feed status before the
 * candles they concern.
 */
public final class MergedCandles implements RecordedFeed {

  private final RecordedCandles candles;
  private final FeedTraits traits;
  private final Symbol[] symbols;
  private final CandleTable[] tables;
  private final int[] begin;
  private final int[] end;
  private final long step;
  private final int[] cursor;
  private final Deque<Input> ready = new ArrayDeque<>();
  private final long startMillis;
  private long position;
  private long rowsTaken;
  private long batchMillis;
  private int batchAt = Integer.MAX_VALUE;
  private boolean tickDue;

  MergedCandles(RecordedCandles candles) {
    this.candles = candles;
    traits = candles.traits;
    symbols = candles.symbols;
    tables = candles.tables;
    begin = candles.begin;
    end = candles.end;
    step = traits.candles().millis();
    cursor = begin.clone();
    startMillis = candles.start().toEpochMilli();
  }

  /** What this feed was opened on; more feeds can be opened on it. */
  public RecordedCandles candles() {
    return candles;
  }

  @Override
  public FeedTraits traits() {
    return traits;
  }

  @Override
  public String stream() {
    return traits.feed() + "-" + candles.fingerprint.substring(0, 12);
  }

  @Override
  public long badRows() {
    return candles.badRows;
  }

  @Override
  public List<String> notices() {
    return candles.notices;
  }

  @Override
  public @Nullable Input next() {
    Input waiting = ready.poll();
    if (waiting != null) {
      position++;
      return waiting;
    }
    if (inBatch()) {
      int i = batchAt++;
      int at = cursor[i]++;
      rowsTaken++;
      position++;
      return new CandleClosed(
          batchMillis + step, symbols[i], traits.candles(), tables[i].candle(at));
    }
    if (tickDue) {
      tickDue = false;
      ends();
      ready.add(new TimerTick(batchMillis + step, TimerTick.Clock.B));
      return next();
    }
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < tables.length; i++) {
      if (cursor[i] < end[i]) {
        earliest = Math.min(earliest, tables[i].time[cursor[i]]);
      }
    }
    if (earliest == Long.MAX_VALUE) {
      return null;
    }
    boolean adjacent = earliest == batchMillis + step;
    batchMillis = earliest;
    batchAt = 0;
    tickDue = true;
    gaps(adjacent);
    return next();
  }

  /** Whether a symbol has a candle left in this batch; goes on to the first that has. */
  private boolean inBatch() {
    while (batchAt < tables.length) {
      int at = cursor[batchAt];
      if (at < end[batchAt] && tables[batchAt].time[at] == batchMillis) {
        return true;
      }
      batchAt++;
    }
    return false;
  }

  @Override
  public boolean takeStrike() {
    if (!tickDue || !ready.isEmpty() || inBatch()) {
      return false;
    }
    tickDue = false;
    ends();
    if (!ready.isEmpty()) {
      ready.add(new TimerTick(batchMillis + step, TimerTick.Clock.B));
      return false;
    }
    position++;
    return true;
  }

  /** Of one symbol, where no gap lies before the candle and the data does not end with it. */
  @Override
  public @Nullable Candle nextStruck(long latest) {
    if (tables.length != 1 || tickDue || !ready.isEmpty()) {
      return null;
    }
    int at = cursor[0];
    CandleTable table = tables[0];
    if (at == 0 || at + 1 >= end[0]) {
      return null;
    }
    long opens = table.time[at];
    if (opens != table.time[at - 1] + step || opens + step > latest) {
      return null;
    }
    Candle candle = table.candle(at);
    batchMillis = opens;
    batchAt = 1;
    cursor[0] = at + 1;
    rowsTaken++;
    position += 2;
    return candle;
  }

  /** Symbols whose last candle is in. */
  private void ends() {
    long now = batchMillis + step;
    for (int i = 0; i < tables.length; i++) {
      if (cursor[i] == end[i] && tables[i].time[end[i] - 1] == batchMillis) {
        ready.add(
            new FeedStatus(
                now,
                now,
                Optional.of(symbols[i]),
                FeedStatus.Kind.ENDED,
                Instant.ofEpochMilli(now),
                0,
                "end of the data of " + symbols[i]));
      }
    }
  }

  /** Gaps that end with this batch; the outage that all of them share. */
  private void gaps(boolean adjacent) {
    long now = batchMillis + step;
    int active = 0;
    int gapped = 0;
    long outageFrom = Long.MIN_VALUE;
    for (int i = 0; i < tables.length; i++) {
      int at = cursor[i];
      CandleTable table = tables[i];
      if (at >= end[i] || at == 0) {
        continue;
      }
      active++;
      if (table.time[at] != batchMillis) {
        continue;
      }
      long missing = (batchMillis - table.time[at - 1]) / step - 1;
      if (missing > 0) {
        long from = table.time[at - 1] + step;
        gapped++;
        outageFrom = Math.max(outageFrom, from);
        ready.add(
            new FeedStatus(
                now,
                now,
                Optional.of(symbols[i]),
                FeedStatus.Kind.GAP,
                Instant.ofEpochMilli(from),
                missing,
                missing + " candles missing"));
      }
    }
    if (!adjacent && active > 1 && gapped > 0 && allMissed(outageFrom)) {
      long missing = (batchMillis - outageFrom) / step;
      ready.addFirst(
          new FeedStatus(
              now,
              now,
              Optional.empty(),
              FeedStatus.Kind.OUTAGE,
              Instant.ofEpochMilli(outageFrom),
              missing,
              "no candle of any of " + active + " symbols for " + missing + " intervals"));
    }
  }

  /** Whether no symbol has a candle from that time on to this batch. */
  private boolean allMissed(long from) {
    for (int i = 0; i < tables.length; i++) {
      int at = cursor[i];
      if (at > 0 && at < end[i] && tables[i].time[at - 1] >= from) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void seek(long target) {
    if (target < position) {
      restart();
    }
    while (position < target) {
      if (next() == null) {
        throw new IllegalArgumentException("the data has " + position + " inputs, not " + target);
      }
    }
  }

  private void restart() {
    System.arraycopy(begin, 0, cursor, 0, begin.length);
    ready.clear();
    position = 0;
    rowsTaken = 0;
    batchMillis = 0;
    batchAt = Integer.MAX_VALUE;
    tickDue = false;
  }

  @Override
  public Instant start() {
    return Instant.ofEpochMilli(startMillis);
  }

  @Override
  public List<HistoryLoad> history(int most) {
    List<HistoryLoad> loads = new ArrayList<>();
    long now = position == 0 ? startMillis : batchMillis + step;
    for (int i = 0; i < tables.length; i++) {
      List<Candle> before = new ArrayList<>();
      for (int at = Math.max(0, cursor[i] - most); at < cursor[i]; at++) {
        before.add(tables[i].candle(at));
      }
      if (!before.isEmpty()) {
        loads.add(new HistoryLoad(now, now, symbols[i], traits.candles(), before));
      }
    }
    return loads;
  }

  @Override
  public InputReference reference(long from, long to) {
    return new InputReference.FileRows(candles.fingerprint, from, to);
  }

  /** The rows delivered, in the order of the symbols; history is not among them. */
  @Override
  public String inputsHash(long upTo) {
    int[] to = cursorAt(upTo);
    MessageDigest sha = Sha256.begin();
    for (int i = 0; i < tables.length; i++) {
      RecordedCandles.update(sha, symbols[i], tables[i], begin[i], to[i]);
    }
    return Sha256.end(sha);
  }

  @Override
  public long rows(long upTo) {
    if (upTo == position) {
      return rowsTaken;
    }
    int[] to = cursorAt(upTo);
    long rows = 0;
    for (int i = 0; i < to.length; i++) {
      rows += to[i] - begin[i];
    }
    return rows;
  }

  /** How far each symbol was read at a position. */
  private int[] cursorAt(long target) {
    if (target == position) {
      return cursor.clone();
    }
    MergedCandles other = candles.open();
    other.seek(target);
    return other.cursor;
  }

  /** Nothing is held open. */
  @Override
  public void close() {}
}
