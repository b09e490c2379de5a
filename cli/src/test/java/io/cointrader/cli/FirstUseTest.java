package io.cointrader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those meet who try commands for the first time. */
final class FirstUseTest {

  @TempDir static Path data;

  /** What a command ended with and printed. */
  private record Done(int code, String out, String err) {}

  @BeforeAll
  static void makeData() throws IOException {
    for (String symbol : List.of("AAA-USD", "BBB-USD")) {
      Files.writeString(data.resolve(symbol + ".csv"), candles(50));
    }
  }

  private static String candles(int count) {
    StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int i = 0; i < count; i++) {
      text.append(1_600_000_020L + 60L * i).append(",100,101,99,100,5\n");
    }
    return text.toString();
  }

  private static Done call(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Done(code, out.toString(), err.toString());
  }

  private static Done run(Path home, String... arguments) {
    List<String> all = new ArrayList<>(List.of("run", "-q", "--speed", "max", "--data-dir"));
    all.add(home.toString());
    all.addAll(List.of(arguments));
    return call(all.toArray(String[]::new));
  }

  private static String files() {
    return data + "/*.csv";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "market: { feed: simm } | there is no such feed",
        "market: { symbols: [BTC-USD, ETH-EUR] } | mixes the currencies",
        "market: { symbols: [] } | names no symbol",
        "account: { currency: EUR } | is not the quote currency",
        "strategies: { range_breakout: { range_min: 12%, range_max: 5% } } | is above",
        "strategies: { enabled: [foo] } | there is no strategy",
        "market: { feed: replay } | needs candle files",
        "market: { feed: replay, data: ['/nowhere/*.csv'] } | no file matches",
        "market: { feed: replay, data: ['FILES'], symbols: [CCC-USD] } | no data of CCC-USD",
        "market: { feed: replay, data: ['FILES'] }, account: { currency: EUR } | quoted in USD",
      })
  void whatRunRefusesIsInvalidAndLeavesNoRecord(String yaml, String what, @TempDir Path home)
      throws IOException {
    Path file = home.resolve("c.yaml");
    Files.writeString(file, "{ " + yaml.replace("FILES", files()) + " }\n");
    Path record = home.resolve("data");

    Done checked = call("validate-config", "--isolated", "--config", file.toString());
    Done ran = run(record, "--config", file.toString(), "--for", "1h");

    assertThat(checked.code()).as(checked.out()).isEqualTo(78);
    assertThat(checked.out().replaceAll("\\s+", " ")).contains(what);
    assertThat(ran.code()).as(ran.err()).isIn(65, 78);
    assertThat(ran.err()).contains(what);
    assertThat(record).doesNotExist();
  }

  @Test
  void noStrategyAtAllIsWarnedOf(@TempDir Path home) throws IOException {
    Path file = home.resolve("c.yaml");
    Files.writeString(file, "strategies: { enabled: [] }\n");

    Done checked = call("validate-config", "--isolated", "--config", file.toString());

    assertThat(checked.code()).isZero();
    assertThat(checked.out()).contains("warning", "nothing will trade");
  }

  @Test
  void anEndBeforeTheDataIsRefusedAndSetsNothingAside(@TempDir Path home) {
    Done done = run(home.resolve("data"), "--data", files(), "--to", "2019-01-01T00:00:00Z");

    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("2020-09-13T12:27:00Z");
    assertThat(home.resolve("data")).doesNotExist();
  }

  @Test
  void dataAloneMeansReplayAndWithAnotherFeedItIsRefused(@TempDir Path home) throws IOException {
    Path file = home.resolve("c.yaml");
    Files.writeString(file, "market: { feed: sim }\n");

    assertThat(run(home.resolve("a"), "--data", files(), "--output", "json").out())
        .contains("\"feed\" : \"replay\"", "\"AAA-USD\", \"BBB-USD\"");
    assertThat(run(home.resolve("b"), "--data", files(), "--feed", "sim"))
        .satisfies(done -> assertThat(done.code()).isEqualTo(2))
        .satisfies(done -> assertThat(done.err()).contains("--feed replay"));
    assertThat(run(home.resolve("b"), "--data", files(), "--config", file.toString()).code())
        .isEqualTo(2);
  }

  @Test
  void aReplayTradesTheSymbolsChosen(@TempDir Path home) {
    Done done = run(home, "--data", files(), "--set", "market.symbols=BBB-USD", "--output", "json");

    assertThat(done.out()).contains("\"symbols\" : [ \"BBB-USD\" ]", "\"candles\" : 50,");
    assertThat(call("replay", "--verify", "--data-dir", home.toString()).code()).isZero();
  }
}
