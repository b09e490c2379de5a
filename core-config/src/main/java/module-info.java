import org.jspecify.annotations.NullMarked;

/** Ignition: layered sources, binding and validation of declared settings, all problems at once. */
@NullMarked
module io.cointrader.config {
  requires transitive io.cointrader.models;
  requires org.snakeyaml.engine;
  requires static org.jspecify;

  exports io.cointrader.config;
}
