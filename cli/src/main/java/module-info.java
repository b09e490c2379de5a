import org.jspecify.annotations.NullMarked;

/** The key: the command line that assembles the engine and its parts. */
@NullMarked
module io.cointrader.cli {
  requires info.picocli;
  requires jdk.unsupported; // SIGHUP
  requires io.cointrader.backtest;
  requires io.cointrader.config;
  requires io.cointrader.engine;
  requires io.cointrader.events;
  requires io.cointrader.history;
  requires io.cointrader.models;
  requires io.cointrader.persistence;
  requires io.cointrader.risk;
  requires me.tongfei.progressbar;
  requires org.slf4j;
  requires tools.jackson.databind;
  requires static org.jspecify;

  opens io.cointrader.cli to
      info.picocli; // it fills in options by reflection
}
