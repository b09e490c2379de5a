package com.example.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.dip.DipBuyer;
import io.cointrader.engine.Engine;
import io.cointrader.engine.RunSummary;
import io.cointrader.execution.PaperVenueProvider;
import io.cointrader.models.feed.LiveFeed;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import io.cointrader.testkit.LiveFeedContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed that keeps its contract, and an engine on it. */
class PushFeedTest extends LiveFeedContract {

  private static final Symbol SYMBOL = Symbol.of("BTC-USD");
  private static final long MINUTE = 60_000;

  private static Candle candle(long minute) {
    return new Candle(minute * MINUTE, 100, 101, 99, 100, 10);
  }

  private static PushFeed feed() {
    return new PushFeed(SYMBOL, LongStream.range(0, 60).mapToObj(PushFeedTest::candle).toList());
  }

  @Override
  protected LiveFeed subject() {
    return feed();
  }

  @Override
  protected void provoke(LiveFeed feed) {
    ((PushFeed) feed).quote(60 * MINUTE, 100, 100.01, 1);
    ((PushFeed) feed).candle(candle(60));
  }

  @Test
  void anEngineTakesWhatIsTold(@TempDir Path folder) {
    PushFeed feed = feed();
    try (Engine engine =
        Engine.builder()
            .config(Map.of("strategies.enabled", "dip_buyer"))
            .feed(feed)
            .venue(new PaperVenueProvider())
            .strategy(new DipBuyer())
            .discoverPlugins(false)
            .dataDir(folder)
            .build()) {
      engine.start();
      feed.quote(60 * MINUTE, 100, 100.01, 1);
      feed.candle(candle(60));
      RunSummary summary = engine.stop();
      assertThat(summary.symbols()).isEqualTo(List.of(SYMBOL));
      assertThat(engine.stream()).isEqualTo("push-BTC-USD");
    }
  }
}
