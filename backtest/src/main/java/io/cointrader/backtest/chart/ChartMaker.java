package io.cointrader.backtest.chart;

import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the charts of a run while it goes on. Owned by the thread that runs. */
public final class ChartMaker {

  private static final int ALL_CANDLES = 4800;
  private static final int LEAST_CANDLES = 240;
  private static final int MOST_CANDLES = 2400;
  private static final int TRADE_CANDLES = 56;
  private static final int LEAD = 20;
  private static final int TAIL = 8;

  /** The prices around one trade. */
  private static final class Window {
    private final long trade;
    private final Bars bars;
    private long until = Long.MAX_VALUE;

    Window(long trade, Bars bars) {
      this.trade = trade;
      this.bars = bars;
    }

    TradeChart chart() {
      return new TradeChart(trade, bars.width(), bars.candles());
    }
  }

  /** What is kept of a symbol. */
  private static final class Lane {
    private final Bars all;
    private final long width;
    private final Deque<Candle> newest = new ArrayDeque<>(LEAD);
    private final List<Window> ending = new ArrayList<>();
    private @Nullable Window open;

    Lane(int most, long width) {
      this.all = new Bars(most, width);
      this.width = width;
    }
  }

  private final SortedMap<Symbol, Lane> lanes = new TreeMap<>();
  private final SortedMap<Long, TradeChart> done = new TreeMap<>();
  private final List<Long> order = new ArrayList<>();

  /**
   * @param symbols those of the run
   * @param width how long its candles are, in milliseconds
   */
  public ChartMaker(List<Symbol> symbols, long width) {
    int most = Math.max(LEAST_CANDLES, Math.min(MOST_CANDLES, ALL_CANDLES / symbols.size()));
    symbols.forEach(symbol -> lanes.put(symbol, new Lane(most, width)));
  }

  /** A candle of the feed has closed. */
  public void add(CandleClosed closed) {
    Lane lane = lane(closed.symbol());
    Candle candle = closed.candle();
    lane.all.add(candle);
    if (lane.newest.size() == LEAD) {
      lane.newest.removeFirst();
    }
    lane.newest.addLast(candle);
    if (lane.open != null) {
      lane.open.bars.add(candle);
    }
    for (Iterator<Window> windows = lane.ending.iterator(); windows.hasNext(); ) {
      Window window = windows.next();
      if (candle.openMillis() >= window.until) {
        done.put(window.trade, window.chart());
        windows.remove();
      } else {
        window.bars.add(candle);
      }
    }
  }

  /** A position was opened; the candle in which it was comes next. */
  public void open(Symbol symbol, long trade) {
    Lane lane = lane(symbol);
    Bars bars = new Bars(TRADE_CANDLES, lane.width);
    lane.newest.forEach(bars::add);
    lane.open = new Window(trade, bars);
  }

  /** It was closed; the candle in which it was comes next. */
  public void close(Symbol symbol, long time) {
    Lane lane = lane(symbol);
    Window window = lane.open;
    if (window != null) {
      lane.open = null;
      window.until = time + TAIL * window.bars.width();
      lane.ending.add(window);
      order.add(window.trade);
    }
  }

  private Lane lane(Symbol symbol) {
    Lane lane = lanes.get(symbol);
    if (lane == null) {
      throw new IllegalStateException(symbol + " is not traded by this run");
    }
    return lane;
  }

  /** The charts at the end of the run. */
  public Charts charts() {
    List<SymbolChart> symbols = new ArrayList<>();
    lanes.forEach(
        (symbol, lane) -> {
          lane.ending.forEach(window -> done.put(window.trade, window.chart()));
          symbols.add(new SymbolChart(symbol, lane.all.width(), lane.all.candles()));
        });
    List<TradeChart> trades = new ArrayList<>();
    for (Long trade : order) {
      TradeChart chart = done.get(trade);
      if (chart != null) {
        trades.add(chart);
      }
    }
    return new Charts(symbols, trades);
  }
}
