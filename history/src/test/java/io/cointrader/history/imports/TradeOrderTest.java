package io.cointrader.history.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades with numbers, in any order. */
final class TradeOrderTest {

  @TempDir Path home;

  /** A thousand trades, five in each millisecond, and no two prices alike. */
  private static List<String> trades() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(
          5000 + i + "," + (1_704_067_200_000L + i / 5 * 900L) + "," + (100 + i * 7 % 1000) + ",2");
    }
    return rows;
  }

  private String told(List<String> rows) throws IOException {
    Path file = home.resolve("BTC-USD.csv");
    Files.writeString(file, "id,timestamp,price,amount\n" + String.join("\n", rows) + "\n");
    return Told.of(file, "");
  }

  @Test
  void newestFirstMixedAndOldestFirstGiveTheSameCandles() throws IOException {
    List<String> rows = trades();
    String oldestFirst = told(rows);
    Collections.reverse(rows);
    String newestFirst = told(rows);
    Collections.shuffle(rows, new Random(1));
    String mixed = told(rows);

    assertThat(oldestFirst)
        .startsWith(
            "BTC-USD 1m of trades, 1000 rows, 3 candles 2024-01-01T00:00:00Z 2024-01-01T00:02:00Z");
    assertThat(newestFirst).isEqualTo(oldestFirst);
    assertThat(mixed).isEqualTo(oldestFirst);
  }

  @Test
  void aNumberThatHasComeIsLeftOutWhereverItStands() throws IOException {
    List<String> rows = trades();
    String once = told(rows);
    rows.addAll(trades().subList(0, 10));
    Collections.shuffle(rows, new Random(2));

    assertThat(told(rows))
        .contains("- 10 line ", ": a trade whose number has come before")
        .contains(once.substring(once.indexOf("3 candles"), once.indexOf('\n')));
  }
}
