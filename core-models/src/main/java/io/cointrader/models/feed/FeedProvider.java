package io.cointrader.models.feed;

import io.cointrader.models.setting.Setting;
import java.util.List;

/** A source of market data as a plugin. */
public interface FeedProvider {

  /** The name that {@code market.feed} chooses it by. */
  String id();

  /** The settings it reads, with full keys. */
  List<Setting<?>> settings();

  /**
   * Opens the feed. Files are validated whole here, so that bad data is refused before anything
   * trades.
   *
   * @throws FeedException when the data is bad or the source cannot be reached
   */
  Feed open(FeedRequest request);
}
