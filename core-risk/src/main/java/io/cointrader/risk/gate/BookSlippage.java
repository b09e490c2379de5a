package io.cointrader.risk.gate;

import io.cointrader.models.market.Quote;
import io.cointrader.models.number.Decimal;
import io.cointrader.models.number.Fraction;
import io.cointrader.models.plan.GateFailure;
import io.cointrader.risk.GateReading;
import io.cointrader.risk.Limits;
import io.cointrader.risk.Proposal;
import io.cointrader.risk.RiskMarket;
import io.cointrader.risk.RiskSettings;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The size is not expected to reach too far into the book. A book is taken to hold the size of its
 * best ask at every spread further on, so that a size of k times the best costs (k - 1) / 2 spreads
 * beyond it on average. A feed without quotes says nothing of sizes; the modelled slippage is in
 * the costs.
 */
final class BookSlippage extends Rule {

  private final Fraction max;

  BookSlippage(Limits limits) {
    super("book_slippage", "spread");
    max = limits.get(RiskSettings.MAX_BOOK_SLIPPAGE);
  }

  @Override
  public Optional<GateFailure> check(Proposal p) {
    if (!p.market().deliversQuotes()) {
      return PASS;
    }
    Optional<RiskMarket.TimedQuote> timed = p.market().quote(p.symbol());
    if (timed.isEmpty() || !timed.get().quote().isTradable()) {
      return deny("no size at the best ask", max.toPercent());
    }
    Quote quote = timed.get().quote();
    double times = p.sizing().quantity().toDouble() / quote.askSize();
    double expected = Math.max(0, (times - 1) / 2) * (quote.ask() - quote.bid()) / quote.ask();
    if (expected <= max.toDouble()) {
      return PASS;
    }
    return deny(
        new Fraction(Decimal.ofDouble(expected).rounded(6, RoundingMode.CEILING)).toPercent(),
        max.toPercent());
  }

  @Override
  public Optional<GateReading.Measure> measure(Proposal p) {
    return measure(
        p.market().deliversQuotes() ? "within" : "no quotes in this feed", max.toPercent());
  }
}
