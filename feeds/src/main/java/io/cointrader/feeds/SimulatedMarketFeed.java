package io.cointrader.feeds;

import io.cointrader.models.feed.FeedException;
import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.feed.RecordedFeed;
import io.cointrader.models.hash.Sha256;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.HistoryLoad;
import io.cointrader.models.input.Input;
import io.cointrader.models.input.InputReference;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.input.TimerTick;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.market.Timeframe;
import io.cointrader.models.number.Fraction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A generated market: a quote of every symbol each second, closed 1-minute candles made of the same
 * path, and a strike of clock B after each minute. It begins at a fixed time with history, and
 * never ends. The same version and seed give the same market for ever; its prices prove nothing.
 */
public final class SimulatedMarketFeed implements RecordedFeed {

  /** Of the generator; another version is another market. */
  public static final int VERSION = 1;

  private static final Instant BEGINNING = Instant.parse("2026-01-05T13:45:00Z");
  private static final int SECONDS = 60;
  private static final int HISTORY_KEPT = 50_000;

  private static final Duration PRELOADED = Duration.ofDays(10); // what the short name stands for

  private final FeedTraits traits;
  private final List<Symbol> symbols;
  private final long seed;
  private final Duration preload;
  private final List<Track> tracks = new ArrayList<>();
  private long position;

  public SimulatedMarketFeed(
      List<Symbol> symbols, long seed, Duration preload, Fraction spread, Fraction slippage) {
    if (symbols.isEmpty()) {
      throw new FeedException(
          FeedException.Kind.BAD_CONFIGURATION,
          "market.symbols: the simulated market needs at least one symbol");
    }
    try {
      traits = new FeedTraits("sim", symbols, Timeframe.M1, true, spread, slippage, true);
    } catch (IllegalArgumentException mixed) {
      throw new FeedException(
          FeedException.Kind.BAD_CONFIGURATION, "market.symbols: " + mixed.getMessage());
    }
    this.symbols = traits.symbols();
    this.seed = seed;
    this.preload = preload;
  }

  /** One symbol on its way. */
  private static final class Track {
    private final SimulatedPath path;
    private final List<Candle> candles = new ArrayList<>();
    private double open;
    private double high;
    private double low;
    private double volume;

    Track(SimulatedPath path) {
      this.path = path;
    }

    /** Moves one second; the first of a minute opens the candle. */
    void step(boolean first) {
      path.step();
      double price = path.price();
      if (first) {
        open = price;
        high = price;
        low = price;
        volume = 0;
      }
      high = Math.max(high, price);
      low = Math.min(low, price);
      volume += path.volume();
    }

    void close(long openMillis) {
      if (candles.size() >= 2 * HISTORY_KEPT) {
        candles.subList(0, HISTORY_KEPT).clear();
      }
      candles.add(
          new Candle(openMillis, open, high, low, path.price(), Math.rint(volume * 1e4) / 1e4));
    }
  }

  private void restart() {
    tracks.clear();
    position = 0;
  }

  /** Made when the market is first asked for; a feed that is only checked needs none. */
  private List<Track> tracks() {
    if (tracks.isEmpty()) {
      makeTracks();
    }
    return tracks;
  }

  private void makeTracks() {
    long minutes = preload.toMinutes();
    for (Symbol symbol : symbols) {
      Track track = new Track(new SimulatedPath(symbol, seed));
      for (long minute = minutes; minute > 0; minute--) {
        for (int second = 0; second < SECONDS; second++) {
          track.step(second == 0);
        }
        track.close(BEGINNING.toEpochMilli() - minute * Timeframe.M1.millis());
      }
      tracks.add(track);
    }
  }

  private int perMinute() {
    return symbols.size() * (SECONDS + 1) + 1;
  }

  /** A minute is sixty rounds of quotes, then the candles, then the strike. */
  @Override
  public Input next() {
    long minute = position / perMinute();
    int within = (int) (position % perMinute());
    long opened = BEGINNING.toEpochMilli() + minute * Timeframe.M1.millis();
    long closed = opened + Timeframe.M1.millis();
    int n = symbols.size();
    position++;
    if (within < SECONDS * n) {
      int second = within / n;
      return quote(within % n, second == 0, opened + second * 1000L);
    }
    int candle = within - SECONDS * n;
    if (candle < n) {
      Track track = tracks().get(candle);
      track.close(opened);
      return new CandleClosed(
          closed, symbols.get(candle), Timeframe.M1, track.candles.get(track.candles.size() - 1));
    }
    return new TimerTick(closed, TimerTick.Clock.B);
  }

  @Override
  public boolean takeStrike() {
    boolean strikes = position % perMinute() == perMinute() - 1;
    if (strikes) {
      position++;
    }
    return strikes;
  }

  private Input quote(int index, boolean first, long millis) {
    Track track = tracks().get(index);
    track.step(first);
    double price = track.path.price();
    double half = track.path.halfSpread();
    double bid = Math.rint(Math.max(price - half, 0.01) * 100) / 100;
    double ask = Math.rint((price + half) * 100) / 100;
    return new QuoteUpdate(
        millis,
        millis,
        new Quote(symbols.get(index), bid, ask, track.path.size(), track.path.size()));
  }

  @Override
  public FeedTraits traits() {
    return traits;
  }

  @Override
  public String stream() {
    return "sim-"
        + seed
        + (preload.equals(PRELOADED) ? "" : "-preload-" + preload.toMinutes() + "m");
  }

  @Override
  public List<String> notices() {
    return List.of();
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
      next();
    }
  }

  @Override
  public Instant start() {
    return BEGINNING;
  }

  @Override
  public List<HistoryLoad> history(int candles) {
    List<HistoryLoad> loads = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      List<Candle> all = tracks().get(i).candles;
      List<Candle> before = all.subList(Math.max(0, all.size() - candles), all.size());
      if (!before.isEmpty()) {
        long now = all.get(all.size() - 1).openMillis() + Timeframe.M1.millis();
        loads.add(new HistoryLoad(now, now, symbols.get(i), Timeframe.M1, before));
      }
    }
    return loads;
  }

  @Override
  public InputReference reference(long from, long to) {
    return new InputReference.Generated(VERSION, seed, from, to);
  }

  /** The version, seed, symbols, history and number of inputs: all that the rows follow from. */
  @Override
  public String inputsHash(long upTo) {
    return Sha256.of(VERSION + " " + seed + " " + symbols + " " + preload + " " + upTo);
  }

  /** The candles closed. */
  @Override
  public long rows(long upTo) {
    long n = symbols.size();
    long within = upTo % perMinute() - SECONDS * n;
    return upTo / perMinute() * n + Math.max(0, Math.min(n, within));
  }

  @Override
  public void close() {}
}
