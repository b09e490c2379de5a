package io.cointrader.cli;

import io.cointrader.engine.Engine;
import io.cointrader.models.market.Symbol;
import io.cointrader.models.number.Price;
import io.cointrader.models.state.BotSnapshot;
import io.cointrader.models.state.BotState;
import io.cointrader.risk.Portfolio;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that is written anew each second; elsewhere nothing. */
final class StatusLine implements AutoCloseable {

  private static final String CLEAR = "\r\u001b[K";
  private static final int WIDTH = 79;

  private final PrintWriter err;
  private final @Nullable ScheduledExecutorService timer;

  private StatusLine(PrintWriter err, @Nullable ScheduledExecutorService timer) {
    this.err = err;
    this.timer = timer;
  }

  static StatusLine of(Engine engine, PrintWriter err, boolean plain) {
    if (plain || !Terminal.isLively()) {
      return new StatusLine(err, null);
    }
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "cointrader-status");
              thread.setDaemon(true);
              return thread;
            });
    StatusLine line = new StatusLine(err, timer);
    System.setErr(new PrintStream(new Clearing(System.err), true, StandardCharsets.UTF_8));
    var ticking = timer.scheduleAtFixedRate(() -> line.show(engine), 1, 1, TimeUnit.SECONDS);
    if (ticking.isCancelled()) {
      err.println("no status line");
    }
    return line;
  }

  /** What others write begins where the status line was. */
  private static final class Clearing extends FilterOutputStream {

    Clearing(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(CLEAR.getBytes(StandardCharsets.US_ASCII));
      out.write(bytes, from, length);
    }
  }

  private void show(Engine engine) {
    try {
      BotSnapshot snapshot = engine.state();
      SortedMap<Symbol, Price> marks = engine.marks();
      BotState state = BotState.of(snapshot);
      String text =
          engine.marketTime().toString().substring(0, 19)
              + "  "
              + state.mode()
              + "  equity "
              + Figures.money(
                  Portfolio.equity(state, symbol -> Optional.ofNullable(marks.get(symbol))))
              + " "
              + state.currency()
              + "  open "
              + state.positions().size()
              + "  trades "
              + state.totals().trades();
      err.print(CLEAR + text.substring(0, Math.min(text.length(), WIDTH)));
      err.flush();
    } catch (IllegalStateException ended) {
      err.print(CLEAR);
    }
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
      err.print(CLEAR);
      err.flush();
    }
  }
}
