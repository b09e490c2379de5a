import org.jspecify.annotations.NullMarked;

/** Candle history as Parquet through embedded DuckDB: import, check, export, and a feed of it. */
@NullMarked
module io.cointrader.history {
  requires transitive io.cointrader.models;
  requires duckdb.jdbc;
  requires java.sql;
  requires tools.jackson.core;
  requires static org.jspecify;

  exports io.cointrader.history;
  exports io.cointrader.history.check;
  exports io.cointrader.history.imports;

  provides io.cointrader.models.feed.FeedProvider with
      io.cointrader.history.HistoryFeedProvider;
}
