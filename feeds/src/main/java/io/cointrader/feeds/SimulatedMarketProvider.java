package io.cointrader.feeds;

import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.util.List;

/** Opens simulated markets. */
public final class SimulatedMarketProvider implements FeedProvider {

  /** For {@code ServiceLoader}. */
  public SimulatedMarketProvider() {}

  @Override
  public String id() {
    return "sim";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        FeedSettings.SYMBOLS,
        FeedSettings.SEED,
        FeedSettings.PRELOAD,
        FeedSettings.SPREAD,
        FeedSettings.SLIPPAGE);
  }

  @Override
  public Feed open(FeedRequest request) {
    Settings settings = request.settings();
    return new SimulatedMarketFeed(
        settings.find(FeedSettings.SYMBOLS).orElse(FeedSettings.SIMULATED),
        settings.get(FeedSettings.SEED),
        settings.get(FeedSettings.PRELOAD),
        settings.get(FeedSettings.SPREAD),
        settings.get(FeedSettings.SLIPPAGE));
  }
}
