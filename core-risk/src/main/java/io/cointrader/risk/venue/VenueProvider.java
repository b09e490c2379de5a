package io.cointrader.risk.venue;

import io.cointrader.models.feed.FeedTraits;
import io.cointrader.models.market.Instrument;
import io.cointrader.models.setting.Setting;
import io.cointrader.models.setting.Settings;
import java.util.List;

/** A venue as a plugin. */
public interface VenueProvider {

  /** {@code paper}, {@code coinbase} or a plugin's name. */
  String id();

  /** The settings it reads, with full keys. */
  List<Setting<?>> settings();

  /**
   * @param seed what all chance of a simulated venue comes from
   */
  ExecutionVenue open(Settings settings, FeedTraits feed, List<Instrument> instruments, long seed);
}
