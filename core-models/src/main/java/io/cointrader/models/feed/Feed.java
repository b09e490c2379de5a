package io.cointrader.models.feed;

import java.util.List;

/** An open source of market data. */
public interface Feed extends AutoCloseable {

  FeedTraits traits();

  /**
   * The name of the data stream, the same for the same data: {@code sim-<seed>}, {@code
   * replay-<fingerprint>} or {@code coinbase}. Letters, digits, dot, dash and underscore.
   */
  String stream();

  /**
   * What people should know of the data, a line each: dropped rows with file and line, for example.
   */
  List<String> notices();

  /** How many rows of its data were bad and left out. */
  default long badRows() {
    return 0;
  }

  @Override
  void close();
}
