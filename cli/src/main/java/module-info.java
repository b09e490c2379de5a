import org.jspecify.annotations.NullMarked;

/** The key: the command line that assembles the engine and its parts. */
@NullMarked
module io.cointrader.cli {
  requires static org.jspecify;
  requires info.picocli;

  opens io.cointrader.cli to
      info.picocli; // it fills in options by reflection
}
