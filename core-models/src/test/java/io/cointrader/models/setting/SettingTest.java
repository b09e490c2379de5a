package io.cointrader.models.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cointrader.models.number.Fraction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTest {

  private enum Order {
    MARKET,
    POST_ONLY
  }

  private static final Setting<Fraction> DROP =
      Setting.fraction("drop").range("0.5%", "20%").defaultsTo("3%").says("How far.");

  private static Setting<?> of(String type) {
    return switch (type) {
      case "fraction" -> Setting.fraction("key").range("-50%", "100%");
      case "money" -> Setting.money("key").range("0", "1000000");
      case "number" -> Setting.number("key");
      case "count" -> Setting.count("key").range("1", "100");
      case "whole" -> Setting.whole("key");
      case "duration" -> Setting.duration("key").range("1s", "30d");
      case "multiple" -> Setting.multiple("key").range("0R", "20R");
      case "size" -> Setting.size("key");
      case "time" -> Setting.time("key");
      case "flag" -> Setting.flag("key");
      case "text" -> Setting.text("key");
      case "texts" -> Setting.texts("key");
      case "timeframe" -> Setting.timeframe("key");
      case "symbol" -> Setting.symbol("key");
      case "symbols" -> Setting.symbols("key");
      case "choice" -> Setting.choice("key", Order.class);
      default -> throw new IllegalArgumentException(type);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fraction  | 3%          | 3%
          fraction  | 0.50%       | 0.5%
          fraction  | 50bps       | 0.5%
          fraction  | 3 %         | 3%
          fraction  | -5%         | -5%
          fraction  | 0           | 0%
          money     | 25          | 25
          money     | 1e3         | 1000
          money     | 0.10        | 0.1
          number    | -.5         | -0.5
          count     | 007         | 7
          whole     | -9223372036854775808 | -9223372036854775808
          duration  | 90s         | 90s
          duration  | 120s        | 2m
          duration  | 1500ms      | 1500ms
          duration  | 24 h        | 1d
          time      | 2021-05-20  | 2021-05-20T00:00:00Z
          time      | 2021-05-20T12:00:00Z | 2021-05-20T12:00:00Z
          time      | 2021-05-20T12:00:00.5+02:00 | 2021-05-20T10:00:00.500Z
          multiple  | 1.50R       | 1.5R
          multiple  | 2 R         | 2R
          size      | 2048KiB     | 2MiB
          size      | 10GiB       | 10GiB
          size      | 0B          | 0B
          size      | 1500B       | 1500B
          flag      | true        | true
          text      | any: thing  | any: thing
          texts     | a, b        | a,b
          texts     | a\\,b,c     | a\\,b,c
          timeframe | 15m         | 15m
          symbol    | BTC-USD     | BTC-USD
          symbols   | BTC-USD , ETH-USD | BTC-USD,ETH-USD
          choice    | post_only   | post_only
          """)
  void aTextHasOneCanonicalForm(String type, String text, String canonical) throws InvalidSetting {
    Setting<?> setting = of(type);

    assertThat(setting.canonical(text)).isEqualTo(canonical);
    assertThat(setting.canonical(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fraction  | 3           | missing_unit   | write 3%
          fraction  | 0.5         | missing_unit   | write 0.5%, or 50%
          fraction  | three       | not_a_number   | write for example 3% or 50bps
          fraction  | NaN%        | not_a_number   | write for example 3% or 50bps
          fraction  | 5%%         | not_a_number   | write for example 3% or 50bps
          fraction  | 3percent    | not_a_number   | write for example 3% or 50bps
          fraction  | 101%        | out_of_bounds  | write a value from -50% to 100%
          fraction  | 1e-60%      | out_of_bounds  | write a plain, shorter number
          money     | NaN         | not_a_number   | write the number alone, for example 25 or 0.5
          money     | Infinity    | not_a_number   | write the number alone, for example 25 or 0.5
          money     | $25         | not_a_number   | write the number alone, for example 25 or 0.5
          money     | 25 USD      | not_a_number   | write the number alone, for example 25 or 0.5
          money     | 1_000       | not_a_number   | write the number alone, for example 25 or 0.5
          money     | 1,000       | not_a_number   | write the number alone, for example 25 or 0.5
          money     | 0x10        | not_a_number   | write the number alone, for example 25 or 0.5
          money     | ١٢          | not_a_number   | write the number alone, for example 25 or 0.5
          money     | 1e999       | out_of_bounds  | write a plain, shorter number
          money     | 1e1000      | not_a_number   | write the number alone, for example 25 or 0.5
          money     | -1          | out_of_bounds  | write a value from 0 to 1000000
          money     | 1000000.01  | out_of_bounds  | write a value from 0 to 1000000
          count     | 5.0         | not_a_whole_number | write digits only, for example 5
          count     | ٥           | not_a_whole_number | write digits only, for example 5
          count     | 0           | out_of_bounds  | write a value from 1 to 100
          count     | 101         | out_of_bounds  | write a value from 1 to 100
          count     | 4294967301  | out_of_bounds  | write a plain, shorter number
          whole     | 9223372036854775808 | out_of_bounds | write a plain, shorter number
          duration  | 30          | missing_unit   | write 30s for seconds or 30m for minutes
          duration  | -5          | missing_unit   | write for example 90s, 10m, 6h or 2d
          duration  | 1.5h        | not_a_duration | write for example 90s, 10m, 6h or 2d
          duration  | PT5M        | not_a_duration | write for example 90s, 10m, 6h or 2d
          duration  | 5M          | not_a_duration | write for example 90s, 10m, 6h or 2d
          duration  | 31d         | out_of_bounds  | write a value from 1s to 30d
          duration  | 999ms       | out_of_bounds  | write a value from 1s to 30d
          time      | 20.5.2021   | not_a_time     | write for example 2021-05-20 or 2021-05-20T12:00:00Z
          time      | 2021-02-29  | not_a_time     | write for example 2021-05-20 or 2021-05-20T12:00:00Z
          time      | 2021-05-20T12:00:00 | not_a_time | write for example 2021-05-20 or 2021-05-20T12:00:00Z
          time      | 1969-12-31  | out_of_bounds  | write for example 2021-05-20
          multiple  | 1.5         | missing_unit   | write 1.5R
          multiple  | 1.5%        | not_a_number   | write 1.5R
          multiple  | 21R         | out_of_bounds  | write a value from 0R to 20R
          size      | 10          | missing_unit   | write 10MiB or 10GiB
          size      | 10GB        | not_a_size     | write for example 10GiB
          size      | -1GiB       | not_a_size     | write for example 10GiB
          size      | 99999999TiB | out_of_bounds  | write a plain, shorter number
          flag      | yes         | not_a_flag     | write true
          flag      | OFF         | not_a_flag     | write false
          flag      | maybe       | not_a_flag     | write true or false
          texts     | a,,b        | no_value       | write one comma between two items
          texts     | a,b,a       | repeated_item  | write it once
          timeframe | 2m          | unknown_choice | write one of 1m, 5m, 15m, 1h, 4h, 1d
          timeframe | 1H          | unknown_choice | write 1h
          symbol    | btc/usd     | not_a_symbol   | write BTC-USD
          symbol    | bitcoin     | not_a_symbol   | write for example BTC-USD
          symbols   | BTC-USD,eth-usd | not_a_symbol | write ETH-USD
          choice    | Post-Only   | unknown_choice | write post_only
          choice    | stop        | unknown_choice | write one of market, post_only
          """)
  void aWrongTextSaysWhatToWrite(String type, String text, String code, String fix) {
    InvalidSetting wrong = catchThrowableOfType(InvalidSetting.class, () -> of(type).parse(text));

    assertThat(wrong).as("%s is accepted as %s", text, type).isNotNull();
    assertThat(wrong.code()).isEqualTo(code);
    assertThat(wrong.fix()).isEqualTo(fix);
    assertThat(wrong.rule()).isNotBlank();
  }

  @Test
  void boundsAreIncluded() throws InvalidSetting {
    assertThat(DROP.parse("0.5%")).isEqualTo(Fraction.of("0.005"));
    assertThat(DROP.parse("20%")).isEqualTo(Fraction.of("0.2"));
  }

  @Test
  void aDeclarationIsCheckedWhereItIsWritten() {
    assertThatThrownBy(() -> Setting.count("Max")).hasMessageContaining("lower_snake");
    assertThatThrownBy(() -> Setting.count("max").range("1", "many"))
        .hasMessage("max: \"many\" must be a whole number");
    assertThatThrownBy(() -> Setting.count("max").range("1", "5").defaultsTo("6"))
        .hasMessage("max: \"6\" must be from 1 to 5");
    assertThatThrownBy(() -> Setting.count("max").defaultsTo("6").range("1", "5"))
        .hasMessage("max: \"6\" must be from 1 to 5");
    assertThatThrownBy(() -> Setting.text("name").range("a", "b"))
        .hasMessage("name: a text has no bounds");
  }

  @Test
  void everyMethodKeepsWhatTheOthersSaid() {
    Setting<Fraction> all = DROP.asSecret().asReloadable().under("strategies.dip_buyer");

    assertThat(all.key()).isEqualTo("strategies.dip_buyer.drop");
    assertThat(all.least()).contains("0.5%");
    assertThat(all.most()).contains("20%");
    assertThat(all.defaultText()).contains("3%");
    assertThat(all.sentence()).isEqualTo("How far.");
    assertThat(all.isSecret()).isTrue();
    assertThat(all.isReloadable()).isTrue();
    assertThat(all.isRequired()).isFalse();
    assertThat(DROP.asRequired().defaultText()).isEmpty();
    assertThat(DROP.asRequired().isRequired()).isTrue();
  }

  @Test
  void settingsGiveTheValueOrTheDefaultAndMaskSecrets() {
    Setting<String> key = Setting.text("key").asSecret();
    TreeMap<String, String> values = new TreeMap<>();
    values.put("group.drop", "5%");
    values.put("key", "canary");
    Settings settings = Settings.of(values, new TreeSet<>(List.of("key")));

    assertThat(settings.under("group").get(DROP)).isEqualTo(Fraction.of("5%"));
    assertThat(settings.get(DROP)).isEqualTo(Fraction.of("3%"));
    assertThat(settings.get(key)).isEqualTo("canary");
    assertThat(settings).hasToString("{group.drop=5%, key=****}");
    assertThat(settings.find(Setting.count("none"))).isEmpty();
    assertThatThrownBy(() -> settings.get(Setting.count("none")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("none has no value and no default");
  }

  @Property(tries = 300)
  void everyFractionComesBackAsItIs(@ForAll @LongRange(min = -10_000_000, max = 10_000_000) long bp)
      throws InvalidSetting {
    Setting<Fraction> setting = Setting.fraction("key");
    Fraction fraction = Fraction.of(bp + "bps");

    assertThat(setting.parse(setting.render(fraction))).isEqualTo(fraction);
  }

  @Property(tries = 300)
  void everyDurationComesBackAsItIs(@ForAll @IntRange(min = 0) int millis) throws InvalidSetting {
    Setting<Duration> setting = Setting.duration("key");
    Duration duration = Duration.ofMillis(millis);

    assertThat(setting.parse(setting.render(duration))).isEqualTo(duration);
  }

  @Property(tries = 300)
  void everyListComesBackAsItIs(@ForAll("items") List<String> items) throws InvalidSetting {
    Setting<List<String>> setting = Setting.texts("key");

    assertThat(setting.parse(setting.render(items))).isEqualTo(items);
  }

  @Provide
  Arbitrary<List<String>> items() {
    return Arbitraries.strings()
        .withChars("ab,*/ ")
        .ofMinLength(1)
        .ofMaxLength(8)
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .list()
        .ofMaxSize(4)
        .map(items -> new ArrayList<>(new TreeSet<>(items)));
  }

  @Property(tries = 2000)
  void noTextDoesAnythingButParseOrSayWhy(@ForAll("texts") String text) {
    for (String type :
        List.of("fraction", "money", "number", "count", "whole", "duration", "symbols")) {
      Setting<?> setting = of(type);
      try {
        assertThat(setting.canonical(setting.canonical(text))).isEqualTo(setting.canonical(text));
      } catch (InvalidSetting wrong) {
        assertThat(wrong.fix()).startsWith("write ");
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("0123456789.eE+-%bpsmhdBTC,- ").ofMaxLength(12);
  }
}
