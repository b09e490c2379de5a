package io.cointrader.engine;

import io.cointrader.models.hash.Sha256;
import io.cointrader.models.input.CandleClosed;
import io.cointrader.models.input.QuoteUpdate;
import io.cointrader.models.market.Candle;
import io.cointrader.models.market.Quote;
import io.cointrader.models.market.Symbol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 over live market data in the order in which it was taken. Owned by one thread. */
final class InputsDigest {

  private final MessageDigest sha = Sha256.begin();
  private final ByteBuffer numbers = ByteBuffer.allocate(7 * Long.BYTES);
  private long count;

  void add(CandleClosed closed) {
    Candle candle = closed.candle();
    add('c', closed.symbol(), closed.receivedMillis(), candle.openMillis());
    numbers.putDouble(candle.open()).putDouble(candle.high()).putDouble(candle.low());
    numbers.putDouble(candle.close()).putDouble(candle.volume());
    flush();
  }

  void add(QuoteUpdate update) {
    Quote quote = update.quote();
    add('q', quote.symbol(), update.receivedMillis(), update.timeMillis());
    numbers.putDouble(quote.bid()).putDouble(quote.ask());
    numbers.putDouble(quote.bidSize()).putDouble(quote.askSize());
    flush();
  }

  private void add(char kind, Symbol symbol, long received, long time) {
    count++;
    sha.update((kind + symbol.toString() + '\n').getBytes(StandardCharsets.US_ASCII));
    numbers.clear();
    numbers.putLong(received).putLong(time);
  }

  private void flush() {
    sha.update(numbers.flip());
  }

  /** Over what was added so far; ends the digest. */
  String hex() {
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(count).flip());
    return Sha256.end(sha);
  }
}
