package com.example.engine;

import com.example.dip.DipBuyer;
import io.cointrader.engine.Engine;
import io.cointrader.execution.PaperVenueProvider;
import io.cointrader.feeds.SimulatedMarketProvider;
import io.cointrader.models.fact.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Paper trading of one simulated market in this process; as many of them as one likes. */
final class PaperDesk implements AutoCloseable {

  private final AtomicInteger filled = new AtomicInteger();
  private final Engine engine;

  PaperDesk(Path dataDir, String seed) {
    engine =
        Engine.builder()
            .config(
                Map.of("sim.seed", seed, "sim.preload", "1d", "strategies.enabled", "dip_buyer"))
            .feed(new SimulatedMarketProvider())
            .venue(new PaperVenueProvider())
            .strategy(new DipBuyer())
            .discoverPlugins(false)
            .dataDir(dataDir)
            .lasting(Duration.ofDays(1))
            .build(); // no static state, hooks or System.exit
    engine.on(Fact.FillRecorded.class, fill -> filled.incrementAndGet());
  }

  /** Starts it; returns once it runs, or throws a {@code StartFailure} with step and remedy. */
  Engine start() {
    engine.start();
    return engine;
  }

  int filled() {
    return filled.get();
  }

  @Override
  public void close() {
    engine.close();
  }
}
