package io.cointrader.feeds;

import io.cointrader.models.feed.Feed;
import io.cointrader.models.feed.FeedProvider;
import io.cointrader.models.feed.FeedRequest;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.util.List;

/** Opens replays of candle files. */
public final class CandleFileProvider implements FeedProvider {

  /** For {@code ServiceLoader}. */
  public CandleFileProvider() {}

  @Override
  public String id() {
    return "replay";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        FeedSettings.DATA,
        FeedSettings.FROM,
        FeedSettings.TO,
        FeedSettings.SPREAD,
        FeedSettings.SLIPPAGE);
  }

  @Override
  public Feed open(FeedRequest request) {
    Settings settings = request.settings();
    return CandleFileFeed.read(
            settings.find(FeedSettings.DATA).orElse(List.of()),
            settings.find(FeedSettings.SYMBOLS),
            request.workingDirectory(),
            settings.get(FeedSettings.SPREAD),
            settings.get(FeedSettings.SLIPPAGE))
        .between(settings.find(FeedSettings.FROM), settings.find(FeedSettings.TO))
        .open();
  }
}
